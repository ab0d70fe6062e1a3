"""Sets of words, written as a sentence."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())
