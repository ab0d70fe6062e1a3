"""Records as the rest of the log room hands them in: columns, not objects, for they come by the million."""

from __future__ import annotations

import math

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

#: Above this the numbers are no times of this world, and arithmetic with them would be slow.
_FAR = 1e12
#: Records looked at together.
_PIECE = 16384


class Batch:
    """Records of one source, in any order; all columns have the same length.

    `texts`: the message part, in bytes; what follows the first line (a traceback) belongs to the record.
    `times`: seconds since 1970 UTC, or None. `levels`: 10 debug … 50 critical, 0 unknown.
    `offsets`: where in the source the record begins, in bytes.
    """

    __slots__ = ("_sorted", "levels", "offsets", "source", "texts", "times")

    def __init__(
        self,
        source: str,
        texts: Sequence[bytes],
        times: Sequence[float | None],
        levels: Sequence[int],
        offsets: Sequence[int],
    ) -> None:
        counts = {len(texts), len(times), len(levels), len(offsets)}
        if len(counts) != 1:
            raise ValueError(
                f"columns of different lengths {sorted(counts)} for {source}; give one of each for a record"
            )
        self.source, self.texts = source, texts
        self._sorted: list[float] = []
        self.times, self.levels, self.offsets = list(times), list(levels), list(offsets)

    def time(self, number: int, otherwise: float) -> float:
        """The time of a record, or `otherwise` where it has none."""
        time = self.times[number]
        return otherwise if time is None else float(time)

    def picked(self, numbers: Sequence[int]) -> Batch:
        """The records of these numbers."""
        columns = (self.texts, self.times, self.levels, self.offsets)
        return Batch(self.source, *([column[n] for n in numbers] for column in columns))  # type: ignore[arg-type]

    def pieces(self) -> Iterator[Batch]:
        """The same records in batches of a size that fits the processor's cache."""
        for begin in range(0, len(self.texts), _PIECE):
            end = begin + _PIECE
            columns = (
                self.texts[begin:end],
                self.times[begin:end],
                self.levels[begin:end],
                self.offsets[begin:end],
            )
            yield self if len(self.texts) <= _PIECE else Batch(self.source, *columns)

    def parts(self) -> Iterator[Batch]:
        """Those with a time, then those without one; none of them empty."""
        if self._well_timed():
            yield self
            return
        timed = [n for n, time in enumerate(self.times) if time is not None and -_FAR < time < _FAR]
        known = set(timed)
        others = self.picked([n for n in range(len(self.texts)) if n not in known])
        others.times = [None] * len(others.texts)
        yield from (part for part in (self.picked(timed), others) if part.texts)

    def _well_timed(self) -> bool:
        """All have a time of this world; what is no number shows in the sum, if not in the order."""
        times: list[Any] = self.times
        try:
            total = sum(times)
        except TypeError:
            return False
        if math.isnan(total):
            return False
        self._sorted = sorted(times)
        return self._sorted[0] > -_FAR and self._sorted[-1] < _FAR

    def order(self) -> tuple[range | list[int], list[float]]:
        """Numbers of the records in order of (time, offset), and their times, if they have any."""
        times: list[Any] = self.times
        order: range | list[int] = range(len(self.offsets))
        if sorted(self.offsets) != self.offsets:
            order = sorted(order, key=self.offsets.__getitem__)
        if times[0] is None:
            return order, []
        inside = self._sorted or sorted(times)
        if inside != times or not isinstance(order, range):
            order = sorted(order, key=times.__getitem__)
        return order, inside
