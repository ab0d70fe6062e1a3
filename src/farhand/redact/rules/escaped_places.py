"""Addresses and names that are escaped or cut by colours; see escaped.py."""

from __future__ import annotations

from collections.abc import Iterator

from farhand.redact.policy import PLACE
from farhand.redact.rules import Span, Where, escaped

GROUP = PLACE
ANCHORS = escaped.ANCHORS


def find(text: str, where: Where) -> Iterator[Span]:
    yield from escaped.find(text, where, frozenset({GROUP}))
