"""Secrets in coloured text: codes of the terminal between a name and its value, or in the middle of a value."""

from __future__ import annotations

import re
from collections.abc import Iterator

from farhand.redact.policy import SECRET
from farhand.redact.rules import Span, Where
from farhand.redact.rules._near import of_all
from farhand.redact.rules._views import View, stretches

#: The escape character itself, and how JSON, shells and editors write it.
ANCHORS = ("\x1b[", "\\u001b[", "\\x1b[", "\\033[", "\\e[", "^[[")
VIEW = View(r"(?:\x1b|\\u001[bB]|\\x1[bB]|\\033|\\e|\^\[)\[[0-9;?]{0,24}[A-Za-z]", lambda code: "")
_LINE = re.compile(r"\n")


def find(text: str, where: Where, group: str = SECRET) -> Iterator[Span]:
    for first, last in stretches(text, of_all(where, ANCHORS), _LINE, 2000, 4000):
        yield from VIEW.find(text, first, last, group)
