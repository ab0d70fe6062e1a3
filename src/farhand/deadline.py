"""Time that runs out, and being asked to end before it does. Every wait in Farhand is bounded by these."""

from __future__ import annotations

import queue
import time
from typing import Any


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


class Stop:
    """Asks a run to end early and to give what it has. `ask` may be called in a signal handler."""

    def __init__(self) -> None:
        self.asked = False
        self.inline = False  # a step runs in the asking thread itself, which only an exception ends
        # SimpleQueue.put is the one way to wake a waiting thread that may be used in a signal handler.
        self._wake: queue.SimpleQueue[object] = queue.SimpleQueue()

    def ask(self) -> None:
        self.asked = True
        self._wake.put(None)
        if self.inline:
            raise KeyboardInterrupt

    def wakes(self, waiting: queue.SimpleQueue[Any]) -> None:
        """From now on `ask` puts None there."""
        self._wake = waiting
        if self.asked:
            waiting.put(None)

    def wait(self, seconds: float) -> None:
        """Sleep for so long, or until somebody asks to stop."""
        self.wakes(queue.SimpleQueue())
        try:
            self._wake.get(timeout=max(0.001, seconds))
        except queue.Empty:
            return
