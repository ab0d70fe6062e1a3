"""Personal data in JSON in base64; see base64_text.py."""

from __future__ import annotations

from collections.abc import Iterator

from farhand.redact.policy import PERSON
from farhand.redact.rules import Span, Where, base64_text

GROUP = PERSON
ANCHORS = ("eyj",)


def find(text: str, where: Where) -> Iterator[Span]:
    yield from base64_text.find(text, where, frozenset({GROUP}))
