"""Secrets in text that is escaped as a whole: `&quot;password&quot;`, `password\\u003dx`, JSON in a URL."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from urllib.parse import unquote

from farhand.redact.policy import SECRET
from farhand.redact.rules import Span, Where
from farhand.redact.rules._near import of_all
from farhand.redact.rules._views import View, stretches

_HTML = ("&lt;", "&quot;", "&#34;", "&#39;", "&#x22;", "\\u0022", "\\u003d", "\\u003a", "\\u0026", "\\u0027",
         ":\\/\\/")  # fmt: skip
_URL = ("%22", "%25", "%3d", "%3a", "%27", "%24")
ANCHORS = (*_HTML, *_URL)


def _read(escape: str) -> str:
    if escape == "\\/":
        return "/"
    return html.unescape(escape) if escape.startswith("&") else chr(int(escape[2:], 16))


_OF_TEXT = View(r"&(?:lt|gt|quot|amp|apos|#\d{1,4}|#x[0-9a-fA-F]{1,4});|\\u00[2-7][0-9a-fA-F]|\\/", _read)
_OF_URL = View(r"(?:%[0-9a-fA-F]{2})+", unquote)
_LINE = re.compile(r"\n")
_BLANK = re.compile(r"[\s\"'<>]")


def find(text: str, where: Where, group: str = SECRET) -> Iterator[Span]:
    for first, last in stretches(text, of_all(where, _HTML), _LINE, 2000, 4000):
        yield from _OF_TEXT.find(text, first, last, group)
    for first, last in stretches(text, of_all(where, _URL), _BLANK, 2000, 8000):
        yield from _OF_URL.find(text, first, last, group)
