"""One bad look is not yet an outage, and one good look not yet its end.  Pure.

The first look counts at once. After that an outcome must be seen `NEEDED` times in a row before it takes the
place of the one that holds; the looks in between come quickly, so that damping costs seconds, not minutes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

#: Looks in a row that change what holds.
NEEDED = 2
#: Looks that are remembered to tell how often a dependency flaps.
_REMEMBERED = 20


@dataclass(frozen=True)
class Steady:
    """What holds, what was seen last and how often in a row, and the last raw outcomes."""

    outcome: str = ""
    pending: str = ""
    times: int = 0
    since: str = ""  # RFC 3339: since when `outcome` holds
    last: tuple[str, ...] = ()

    @property
    def flaps(self) -> float:
        """Share of the looks that came out other than the one before."""
        pairs = list(zip(self.last, self.last[1:]))
        return round(sum(a != b for a, b in pairs) / len(pairs), 2) if pairs else 0.0

    @property
    def changes(self) -> bool:
        """True while the last look does not agree with what holds."""
        return bool(self.pending)


def settle(before: Steady, seen: str, at: str) -> Steady:
    """What holds after one more look with the outcome `seen` at the time `at`."""
    last = (*before.last, seen)[-_REMEMBERED:]
    if not before.outcome:
        return Steady(seen, since=at, last=last)
    if seen == before.outcome:
        return replace(before, pending="", times=0, last=last)
    times = before.times + 1 if seen == before.pending else 1
    if times >= NEEDED:
        return Steady(seen, since=at, last=last)
    return replace(before, pending=seen, times=times, last=last)
