"""Keys of Azure that have no shape but their length: 64 bytes in base64 near the word key, keys of functions in URLs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from farhand.redact.rules import Span, Where
from farhand.redact.rules._near import of_all

ANCHORS = ("==", "azfu")

_KEY = re.compile(r"(?<![A-Za-z0-9+/:-])[A-Za-z0-9+/]{86}==")
_NEAR = re.compile(r"key", re.I)
_FUNCTION = re.compile(r"[\w-]{40,60}AzFu[\w-]{6,12}(?:={0,2}|(?:%3D){0,2})", re.I)


def find(text: str, where: Where) -> Iterator[Span]:
    for at in where.get("==", ()):
        match = _KEY.match(text, at - 86) if at >= 86 else None
        if match and _NEAR.search(text, max(0, match.start() - 60), match.start()):
            yield Span(match.start(), match.end(), match.group())
    for at in of_all(where, ("azfu",)):
        match = _FUNCTION.search(text, max(0, at - 60), at + 30)
        if match:
            yield Span(match.start(), match.end(), match.group())
