"""Orders to all processes of the app: one file, replaced in one step, read by each within its next beat.

An order ends by the clock that counts from boot (CLOCK_BOOTTIME): it is the same for all processes of a
host, goes on over a restart of the worker, and a shifted wall clock does not move it. After a reboot nothing
is left of it. Standard library only.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from farhand.control import folder

FILE = "orders.json"
DEFAULT_SECONDS, MOST_SECONDS = 15 * 60.0, 4 * 3600.0


@dataclass(frozen=True)
class LevelOrder:
    """ "Log on this level for so long". `logger` empty: the root logger."""

    level: str
    logger: str = ""
    ends: float = 0.0  # seconds since boot
    by: str = ""  # who asked, for the audit
    budget: float = 0.0  # records a second that this order may add; 0: the default of the settings
    sink: str = ""  # a file in the run folder to which the added records go instead of the app's handlers


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
    document = folder.read(place / FILE) or {}
    generation = document.get("generation")
    if document.get("boot") != boot() or not isinstance(generation, int):
        return Orders(generation if isinstance(generation, int) else 0)
    return Orders(generation, tuple(o for o in _levels(document) if o.ends > now()))


def _levels(document: Mapping[str, Any]) -> Iterator[LevelOrder]:
    rows = document.get("levels")
    for row in rows if isinstance(rows, list) else []:
        try:
            yield LevelOrder(**row)
        except TypeError:  # written by another version: a field that is not known here
            continue


def give(place: Path, order: LevelOrder) -> Orders:
    """Add an order, in place of an earlier one for the same logger. Raises OSError."""
    with _alone(place):
        before = read(place)
        others = tuple(o for o in before.levels if o.logger != order.logger)
        return _written(place, Orders(before.generation + 1, (*others, order)))


def take_back(place: Path, logger: str | None = None) -> Orders:
    """End the order for one logger, or all of them. Raises OSError."""
    with _alone(place):
        before = read(place)
        kept = tuple(o for o in before.levels if logger is not None and o.logger != logger)
        return _written(place, Orders(before.generation + 1, kept))


def _written(place: Path, orders: Orders) -> Orders:
    levels = [asdict(o) for o in orders.levels]
    folder.write(place / FILE, {"generation": orders.generation, "boot": boot(), "levels": levels})
    return orders


@contextmanager
def _alone(place: Path) -> Iterator[None]:
    """Two who give orders at once come one after the other."""
    flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
    handle = os.open(place / "orders.lock", flags, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
