"""From a failing set of differences to a smaller one, in few runs, the most likely ones first.  Pure.

The differences are in order of weight. The shortest beginning of that order that fails ends with a guilty
one: sizes 1, 2, 4, 8 … are tried until one fails, then the gap is halved. That one stays in; what came after
it is innocent; and the rest is searched the same way until those that stay in fail by themselves. Where the
guilty one is the k-th this takes about 2·log2(k) runs, and so on for each further one.

What is found always fails: at no step is more assumed than that some set has failed. Where differences
hide each other it may be larger than need be, and `ddmin` takes out what is not needed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import ceil, log2

from farhand.mirror.search.nouns import Chosen, Outcome, Try

#: Told before each run: at most so many more runs for the guilty one that is searched now.
Left = Callable[[int], None]


def narrow(order: Sequence[str], test: Try, left: Left = lambda _: None) -> tuple[str, ...]:
    """A subset of `order` that fails, where `order` as a whole is known to fail; in the order given."""
    needed: list[str] = []
    rest = list(order)
    while rest and (not needed or test(frozenset(needed)) is not Outcome.FAIL):
        end = _first_failing(rest, frozenset(needed), test, left)
        needed.append(rest[end - 1])
        rest = rest[: end - 1]
    return tuple(one for one in order if one in set(needed))


def _first_failing(rest: Sequence[str], needed: Chosen, test: Try, left: Left) -> int:
    """The length of a beginning of `rest` that fails with `needed` while the next shorter one does not."""

    def fails(length: int) -> bool:
        return test(needed | frozenset(rest[:length])) is Outcome.FAIL

    below, above = 0, 1
    while above < len(rest):
        left(halvings(len(rest)) + ceil(log2(len(rest) / above)))
        if fails(above):
            break
        below, above = above, above * 2
    above = min(above, len(rest))
    while above - below > 1:
        left(halvings(above - below))
        middle = (below + above) // 2
        below, above = (below, middle) if fails(middle) else (middle, above)
    return above


def halvings(count: int) -> int:
    """How often `count` can be halved until one is left."""
    return ceil(log2(count)) if count > 1 else 0
