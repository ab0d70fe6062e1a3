"""A key and its value as two entries side by side, and as an XML element.

`{"name": "DB_PASSWORD", "value": "x"}` (Kubernetes, ECS), `- name: DB_PASSWORD` with `value: x` on the
next line, `<add key="DbPassword" value="x"/>`, `<password>x</password>`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from farhand.redact import values, words
from farhand.redact.rules import Span

ANCHORS = ("value", "</")

_NAMED = re.compile(
    r"\b(?:name|key|Name|Key|Field|variable)\\{0,8}[\"']?[ \t]{0,8}[:=][ \t]{0,8}"
    r"\\{0,8}[\"']?([\w.:-]{2,80})\\{0,8}[\"']?[ \t]{0,8},?\s{0,200}"
    r"\\{0,8}[\"']?[vV]alue\\{0,8}[\"']?[ \t]{0,8}[:=][ \t]{0,8}"
)
_ELEMENT = re.compile(r"<(?:[\w-]{1,30}:)?([\w.-]{2,60})(?:[ \t][^<>\n]{0,200})?>([^<\n]{1,4096})</")


def find(text: str, lower: str) -> Iterator[Span]:
    for match in _NAMED.finditer(text):
        eol = text.find("\n", match.end())
        eol = len(text) if eol < 0 else eol
        span = values.quoted(text, match.end(), eol) or values.rest_of_line(text, match.end(), eol)
        if span and _secret(match.group(1), text[span[0] : span[1]]):
            yield Span(span[0], span[1], text[span[0] : span[1]])
    if "</" in text:
        for match in _ELEMENT.finditer(text):
            if _secret(match.group(1), match.group(2)):
                yield Span(match.start(2), match.end(2), unescape(match.group(2)))


def _secret(key: str, value: str) -> bool:
    return words.kind_of(key) in ("strong", "weak", "auth") and not words.is_blank(value.strip())
