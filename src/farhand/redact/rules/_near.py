"""Matches near the places of a literal: where those are rare, only their surroundings are looked at."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from farhand.redact.rules import Where


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
            if match and match.start() > at:  # of a later place, perhaps cut off where this one's window ends
                match = pattern.match(text, match.start(), match.start() + before + after)
        else:
            match = pattern.match(text, at, at + after)
        if match:
            end = match.end()
            yield match


_WORD = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-"


def at_words(
    pattern: re.Pattern[str], text: str, places: Sequence[int], after: int
) -> Iterator[re.Match[str]]:
    """Every match that begins where the word begins that a place is in, none twice."""
    end = 0
    for at in places:
        if at >= end:
            match = pattern.match(text, back(text, at, _WORD, 24), at + after)
            if match:
                end = match.end()
                yield match


def of_all(where: Where, literals: Collection[str]) -> Sequence[int]:
    """The places of several literals, ascending. Many of them are best given as a frozenset."""
    if isinstance(literals, frozenset):
        found = [places for literal, places in where.items() if literal in literals]
    else:
        found = [where[literal] for literal in literals if literal in where]
    return found[0] if len(found) == 1 else sorted({at for places in found for at in places})


class Rows:
    """A table of which each row has literals. Called with the places of all: the numbers of the rows of which
    a literal is there, ascending, and the places of these; so a row costs nothing where it has nothing to do."""

    def __init__(self, literals: Iterable[Iterable[str]]) -> None:
        self._rows: dict[str, list[int]] = {}
        for number, some in enumerate(literals):
            for literal in dict.fromkeys(some):
                self._rows.setdefault(literal, []).append(number)

    def __call__(self, where: Where) -> Iterator[tuple[int, Sequence[int]]]:
        there: dict[int, list[str]] = {}
        for literal in where:
            for number in self._rows.get(literal, ()):
                there.setdefault(number, []).append(literal)
        for number in sorted(there):
            yield number, of_all(where, there[number])


_CAPITALS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-")


def after_capital(text: str, places: Sequence[int]) -> list[int]:
    """Those that a capital, a digit or a hyphen stands right before, as in `DOMAIN\\user`."""
    return [at for at in places if text[at - 1 : at] in _CAPITALS]


def line(text: str, at: int) -> tuple[int, int]:
    """From where to where the line around `at` goes, without its end."""
    end = text.find("\n", at)
    return text.rfind("\n", 0, at) + 1, len(text) if end < 0 else end


def back(text: str, at: int, allowed: str, most: int) -> int:
    """Where the run of `allowed` characters begins that ends at `at`; at most `most` characters before it."""
    before = text[max(0, at - most) : at]
    return at - len(before) + len(before.rstrip(allowed))
