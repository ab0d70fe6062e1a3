"""Orders to all processes of the app: one file, replaced in one step, read by each within its next beat.

An order ends by the clock that counts from boot (CLOCK_BOOTTIME): it is the same for all processes of a
host, goes on over a restart of the worker, and a shifted wall clock does not move it. After a reboot nothing
is left of it. Standard library only.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from farhand.control import folder

FILE = "orders.json"
DEFAULT_SECONDS, MOST_SECONDS = 15 * 60.0, 4 * 3600.0


#: Records a second that an order may add, over all processes, where it says nothing else.
DEFAULT_BUDGET = 500.0


@dataclass(frozen=True)
class LevelOrder:
    """ "Log on this level for so long". `logger` empty: the root logger."""

    level: str
    logger: str = ""
    ends: float = 0.0  # seconds since boot
    by: str = ""  # who asked, for the audit
    budget: float = DEFAULT_BUDGET  # records a second that this order may add, over all processes
    sink: bool = False  # the added records go to a file in the run folder, not to the app's handlers
    handlers: bool = False  # the app's handlers that stand above the level are lowered as well
    group: str = ""  # of loggers, by which it was asked for
    id: str = ""  # by which the processes tell what they added
    given: float = 0.0  # seconds since boot


@dataclass(frozen=True)
class Orders:
    """All orders that hold. `generation` grows with every change: a worker acknowledges it."""

    generation: int = 0
    levels: tuple[LevelOrder, ...] = ()


def now() -> float:
    """Seconds since boot, sleep included."""
    return time.clock_gettime(time.CLOCK_BOOTTIME)


def boot() -> str:
    """Which boot this is."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    except OSError:
        return ""


def read(place: Path) -> Orders:
    """The orders that still hold; those of another boot, and those whose time is up, are none."""
    return look(place) or Orders()


def look(place: Path) -> Orders | None:
    """As `read`; None where there is no file, or none that can be read, so that nothing is known."""
    document = folder.read(place / FILE)
    generation = document.get("generation") if document else None
    if not document or not isinstance(generation, int):
        return None
    if document.get("boot") != boot():
        return Orders(generation)
    return Orders(generation, tuple(o for o in _levels(document) if o.ends > now()))


def _levels(document: Mapping[str, Any]) -> Iterator[LevelOrder]:
    rows = document.get("levels")
    for row in rows if isinstance(rows, list) else []:
        try:
            order = LevelOrder(**row)
        except TypeError:  # written by another version: a field that is not known here
            continue
        if all(isinstance(getattr(order, name), kind) for name, kind in _KINDS):
            yield order


_KINDS = (("level", str), ("logger", str), ("id", str), ("ends", (int, float)), ("budget", (int, float)))


def give(place: Path, *given: LevelOrder) -> Orders:
    """Add orders, in place of earlier ones for the same loggers. Raises OSError."""
    named = {o.logger for o in given}
    with _alone(place):
        before = read(place)
        others = tuple(o for o in before.levels if o.logger not in named)
        return _written(place, Orders(_next(before), (*others, *given)))


def take_back(place: Path, loggers: Collection[str] | None = None) -> Orders:
    """End the orders for these loggers, or all of them. Raises OSError."""
    with _alone(place):
        before = read(place)
        kept = tuple(o for o in before.levels if loggers is not None and o.logger not in loggers)
        return _written(place, Orders(_next(before), kept))


def _next(before: Orders) -> int:
    """Grows also where the file was lost in between, so that no process has acknowledged it already."""
    return max(before.generation + 1, int(now() * 1e6))


def _written(place: Path, orders: Orders) -> Orders:
    levels = [asdict(o) for o in orders.levels]
    folder.write(place / FILE, {"generation": orders.generation, "boot": boot(), "levels": levels})
    return orders


@contextmanager
def _alone(place: Path) -> Iterator[None]:
    """Two who give orders at once come one after the other.

    The folder itself is locked: a lock file that root has made could not be opened by the app's user.
    """
    handle = os.open(place, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
