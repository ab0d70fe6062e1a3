"""How long garbage collection holds the app up, by the interpreter's own hook (`gc.callbacks`)."""

from __future__ import annotations

import gc
import time
from typing import Any

from farhand.embed.process import Process


class Pauses:
    """Collections since this process listens; all threads stand still in each."""

    def __init__(self) -> None:
        self.total = self.longest = 0.0  # seconds
        self._begun = 0.0

    def __call__(self, phase: str, info: object) -> None:
        # On the app's threads, in the middle of a collection: two readings of a clock and an addition.
        if phase == "start":
            self._begun = time.perf_counter()
        elif self._begun:
            took = time.perf_counter() - self._begun
            self.total += took
            self.longest = max(self.longest, took)
            self._begun = 0.0

    def begin(self) -> None:
        """Listen, and nobody else of us: in a forked child the parent's is still in the list."""
        if self not in gc.callbacks:
            drop()
            gc.callbacks.append(self)


def drop() -> None:
    """Stop listening."""
    for other in [c for c in gc.callbacks if isinstance(c, Pauses)]:
        gc.callbacks.remove(other)


def read(process: Process) -> dict[str, Any]:
    pauses = process.of(Pauses)
    pauses.begin()
    return {
        "gc_pause_s": round(pauses.total, 6),
        "gc_longest_s": round(pauses.longest, 6),
        "gc_runs": {str(n): row["collections"] for n, row in enumerate(gc.get_stats())},
    }
