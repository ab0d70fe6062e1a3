"""Counts over time, in minutes as long as those are few enough, then in longer pieces."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

#: Minutes of a bucket, from step to step; each divides the next, so that a bucket never lies in two.
_MINUTES = (1, 5, 15, 60, 180, 1440, 10080)


def minutes_of(step: int) -> int:
    """Minutes of a bucket at this step; beyond a week each step is eight times the one before."""
    last = len(_MINUTES) - 1
    return _MINUTES[step] if step <= last else int(_MINUTES[last] * 8 ** (step - last))


class Curve:
    """`counts`: number of the bucket since 1970 -> how many; never more than `most` buckets.

    Buckets grow where there are more than `most` that are not empty. A part never has more of them than the
    whole, so the width of the whole is what its own times ask for, whatever it was merged from.
    """

    __slots__ = ("counts", "most", "step")

    def __init__(self, most: int, step: int = 0, counts: dict[int, int] | None = None) -> None:
        self.most, self.step = most, step
        self.counts: dict[int, int] = counts if counts is not None else {}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Curve) and (self.step, self.counts) == (other.step, other.counts)

    __hash__ = None  # type: ignore[assignment]

    def add(self, minute: float, count: int) -> None:
        """`minute`: whole minutes since 1970."""
        bucket = int(minute) // minutes_of(self.step) if self.step else int(minute)
        self.counts[bucket] = self.counts.get(bucket, 0) + count
        if len(self.counts) > self.most:
            self._bound()

    def absorb(self, other: Curve) -> None:
        self._widen(max(self.step, other.step))
        ratio = minutes_of(self.step) // minutes_of(other.step)
        for bucket, count in other.counts.items():
            self.counts[bucket // ratio] = self.counts.get(bucket // ratio, 0) + count
        self._bound()

    def points(self) -> list[tuple[float, int]]:
        """(beginning of the bucket in seconds, count), in order of time."""
        width = self.seconds
        return [(float(bucket * width), self.counts[bucket]) for bucket in sorted(self.counts)]

    @property
    def seconds(self) -> int:
        """Width of a bucket."""
        return 60 * minutes_of(self.step)

    def at_width(self, step: int) -> Curve:
        """The same counts in buckets of a later step."""
        copy = Curve(self.most, self.step, dict(self.counts))
        copy._widen(step)
        return copy

    def _bound(self) -> None:
        while len(self.counts) > self.most:
            self._widen(self.step + 1)

    def _widen(self, step: int) -> None:
        if step > self.step:
            ratio = minutes_of(step) // minutes_of(self.step)
            self.step, self.counts = step, added((b // ratio, n) for b, n in self.counts.items())


def added(pairs: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Counts of equal keys put together."""
    total: dict[int, int] = {}
    for key, count in pairs:
        total[key] = total.get(key, 0) + count
    return total
