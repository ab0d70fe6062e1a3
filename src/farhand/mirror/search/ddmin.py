"""The minimizing delta debugging algorithm (Zeller and Hildebrandt, 2002), over differences.  Pure.

The result fails, and leaving out any single one of it does not (it is 1-minimal). Unresolved tries
count as "does not fail", as in the paper; they only cost more runs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from farhand.mirror.search.nouns import Outcome, Try


def ddmin(failing: Sequence[str], test: Try) -> tuple[str, ...]:
    """A 1-minimal part of `failing`, which is known to fail; in the order given. `test` should remember."""
    kept, parts = tuple(failing), 2
    while len(kept) > 1:
        smaller = _first(_subsets(kept, parts), test)
        if smaller:
            kept, parts = smaller, 2
            continue
        smaller = _first(_complements(kept, parts), test)
        if smaller:
            kept, parts = smaller, max(parts - 1, 2)
        elif parts >= len(kept):
            return kept
        else:
            parts = min(parts * 2, len(kept))
    return kept


def _first(candidates: Iterator[tuple[str, ...]], test: Try) -> tuple[str, ...]:
    return next((one for one in candidates if test(frozenset(one)) is Outcome.FAIL), ())


def _subsets(kept: tuple[str, ...], parts: int) -> Iterator[tuple[str, ...]]:
    for start, stop in _cuts(len(kept), parts):
        yield kept[start:stop]


def _complements(kept: tuple[str, ...], parts: int) -> Iterator[tuple[str, ...]]:
    """All but one part; with two parts these are the subsets once more."""
    if parts > 2:
        for start, stop in _cuts(len(kept), parts):
            yield kept[:start] + kept[stop:]


def _cuts(count: int, parts: int) -> Iterator[tuple[int, int]]:
    """Where `count` things are cut into `parts` runs of nearly the same length."""
    edges = [count * part // parts for part in range(parts + 1)]
    return zip(edges, edges[1:])
