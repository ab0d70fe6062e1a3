"""Matches near the places of a literal: where those are rare, only their surroundings are looked at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence


def matches(
    pattern: re.Pattern[str], text: str, places: Sequence[int], before: int, after: int
) -> Iterator[re.Match[str]]:
    """Every match of `pattern` that begins up to `before` characters before a place, none twice.

    A match may reach `after` characters past it. `before` 0: matches begin at the place itself.
    """
    if before and len(places) * (before + after) > len(text):
        yield from pattern.finditer(text) if places else ()
        return
    end = 0
    for at in places:
        if at < end:
            continue
        if before:
            match = pattern.search(text, max(end, at - before), at + after)
        else:
            match = pattern.match(text, at, at + after)
        if match:
            end = match.end()
            yield match


_WORD = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-"


def at_words(pattern: re.Pattern[str], text: str, places: Sequence[int], after: int) -> Iterator[re.Match[str]]:
    """Every match that begins where the word begins that a place is in, none twice."""
    end = 0
    for at in places:
        if at >= end:
            match = pattern.match(text, back(text, at, _WORD, 24), at + after)
            if match:
                end = match.end()
                yield match


def of_all(where: object, literals: Sequence[str]) -> list[int]:
    """The places of several literals, ascending."""
    get = where.get  # type: ignore[attr-defined]
    found = [places for literal in literals if (places := get(literal))]
    return found[0] if len(found) == 1 else sorted({at for places in found for at in places})


def line(text: str, at: int) -> tuple[int, int]:
    """From where to where the line around `at` goes, without its end."""
    end = text.find("\n", at)
    return text.rfind("\n", 0, at) + 1, len(text) if end < 0 else end


def back(text: str, at: int, allowed: str, most: int) -> int:
    """Where the run of `allowed` characters begins that ends at `at`; at most `most` characters before it."""
    before = text[max(0, at - most) : at]
    return at - len(before) + len(before.rstrip(allowed))
