"""When a dependency may be probed (DESIGN, law 1): a probe must not break what it looks at.

At once when it fails for the first time, then once in 60 s while it goes on failing; never while another
probe of it runs; not for ten minutes once a login was refused, because accounts lock; and at most so many
probes in all. This holds for all workers of a host together: the times stand in the run folder.
"""

from __future__ import annotations

import fcntl
import os
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from farhand.control import folder, orders

#: Seconds between two probes of one dependency, after a refused login, and probes in EVERY seconds in all.
EVERY, SILENCE, MOST = 60.0, 600.0, 6
#: Seconds that another worker's probe is waited for: a little more than one may take.
PATIENCE = 12.0


class Pace:
    """The times of this process. `clock` counts seconds since boot, the same for all workers of a host."""

    def __init__(self, clock: Callable[[], float] = orders.now) -> None:
        self.clock = clock
        self._next: dict[str, float] = {}
        self._running: set[str] = set()
        self._begun: deque[float] = deque(maxlen=MOST)
        self._lock = threading.Lock()

    def begin(self, name: str) -> bool:
        """True where it may be looked at now; then `end` must be called."""
        now = self.clock()
        with self._lock:
            full = len(self._begun) == MOST and now - self._begun[0] < EVERY
            if full or name in self._running or now < self._next.get(name, 0.0):
                return False
            self._running.add(name)
            self._begun.append(now)
            return True

    def end(self, name: str, refused: bool = False) -> None:
        with self._lock:
            self._running.discard(name)
            self._next[name] = self.clock() + (SILENCE if refused else EVERY)

    @property
    def busy(self) -> bool:
        """True while a look is under way."""
        return bool(self._running)


@contextmanager
def turn(
    place: Path | None, name: str, now: float, patience: float = PATIENCE
) -> Iterator[dict[str, Any] | None]:
    """This process's turn to probe: a mapping to put "refused" and "number" into, kept for the others.

    None: another worker has done so lately; what it saw is in the run folder. Where one is at it just now,
    its end is waited for.
    """
    if place is None:  # there is nowhere to meet the others
        yield {}
        return
    path = place / f"probed-{folder.slug(name)}.json"
    handle = _locked(path.with_suffix(".lock"), patience)
    try:
        if handle < 0 or not _is_due(folder.read(path), now):
            yield None
            return
        said: dict[str, Any] = {}
        yield said
        if said:
            folder.write(path, {"boot": orders.boot(), "at": now, **said})
    finally:
        if handle >= 0:
            os.close(handle)


def last(place: Path | None, name: str) -> dict[str, Any]:
    """What was written down of the latest turn: "at", "refused", "number"."""
    document = folder.read(place / f"probed-{folder.slug(name)}.json") if place else None
    return document if document and document.get("boot") == orders.boot() else {}


def silence(place: Path | None, name: str, now: float) -> float:
    """Seconds for which this dependency must be left alone by all, because a login was refused; 0: none."""
    said = last(place, name)
    at = said.get("at")
    if not said.get("refused") or not isinstance(at, (int, float)):
        return 0.0
    return min(SILENCE, max(0.0, at + SILENCE - now))


def _locked(path: Path, patience: float) -> int:
    until = time.monotonic() + patience
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return handle
        except OSError:
            if time.monotonic() >= until:
                os.close(handle)
                return -1
        time.sleep(0.05)


def _is_due(document: dict[str, Any] | None, now: float) -> bool:
    at = document.get("at") if document and document.get("boot") == orders.boot() else None
    if not isinstance(at, (int, float)) or document is None:
        return True
    return now - at >= (SILENCE if document.get("refused") else EVERY)
