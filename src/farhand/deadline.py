"""Time that runs out. Every wait in Farhand is bounded by one of these."""

from __future__ import annotations

import time


class Deadline:
    """A point on the monotonic clock; a shifted wall clock does not move it."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + max(0.0, seconds)

    def left(self) -> float:
        """Seconds left, never negative."""
        return max(0.0, self._end - time.monotonic())

    def past(self) -> float:
        """Seconds since it was over, never negative."""
        return max(0.0, time.monotonic() - self._end)

    @property
    def over(self) -> bool:
        return self.left() <= 0.0

    def within(self, seconds: float) -> Deadline:
        """The earlier of this deadline and one `seconds` from now."""
        return Deadline(min(seconds, self.left()))
