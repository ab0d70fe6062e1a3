"""How often somebody may do something: a bucket per kind and key that fills up again with time."""

from __future__ import annotations

import time
from collections.abc import Callable

#: Buckets that are remembered; full ones are forgotten first.
_MOST = 10_000


class Rates:
    """Kept in memory: a restart forgives."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._buckets: dict[tuple[str, str], tuple[float, float]] = {}

    def allows(self, kind: str, key: str, rate: tuple[int, float]) -> bool:
        """Take one from the bucket; False where it is empty."""
        many, seconds = rate
        now = self._clock()
        left, since = self._buckets.get((kind, key), (float(many), now))
        left = min(float(many), left + (now - since) * many / seconds)
        allowed = left >= 1.0
        self._buckets[kind, key] = (left - 1.0 if allowed else left, now)
        if len(self._buckets) > _MOST:
            self._forget()
        return allowed

    def _forget(self) -> None:
        """The older half: whoever has been quiet longest."""
        rows = sorted(self._buckets.items(), key=lambda row: row[1][1])
        self._buckets = dict(rows[len(rows) // 2 :])
