"""Keys of Ceph: base64 of a fixed head (type, time, length 16) and sixteen bytes, in keyrings and mount options."""

from __future__ import annotations

import re
from collections.abc import Iterator

from farhand.redact.rules import Span, Where

ANCHORS = ("==",)

_KEY = re.compile(r"(?<![A-Za-z0-9+/])AQ[A-Za-z0-9+/]{11}BAA[A-Za-z0-9+/]{22}==")
_LENGTH = 38  # up to the sign at its end


def find(text: str, where: Where) -> Iterator[Span]:
    for at in where.get("==", ()):
        match = _KEY.match(text, at - _LENGTH) if at >= _LENGTH else None
        if match:
            yield Span(match.start(), match.end(), match.group())
