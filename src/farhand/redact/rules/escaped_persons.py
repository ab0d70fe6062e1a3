"""Personal data that is escaped or cut by colours; see escaped.py."""

from __future__ import annotations

from collections.abc import Iterator

from farhand.redact.policy import PERSON
from farhand.redact.rules import Span, Where, escaped

GROUP = PERSON
ANCHORS = escaped.ANCHORS


def find(text: str, where: Where) -> Iterator[Span]:
    yield from escaped.find(text, where, frozenset({GROUP}))
