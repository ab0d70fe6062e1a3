"""What this process knows of itself in numbers: read in Farhand's own thread, from /proc and the interpreter.

Other parts add theirs as a source: `process.of(Sources).add("pools", read)`. The numbers are a plain
JSON table, so that every worker's can be told by any of them:

    started_s cpu_s memory_bytes memory_limit_bytes descriptors descriptors_limit threads loop_lag_s
    gc_pause_s gc_longest_s gc_runs {"0": n} logs {"INFO": n} logs_dropped
    pools [{"name", "library", "size", "most", "in_use", "idle", "waiting"}]
    levels [{"logger", "level"}]
"""

from __future__ import annotations

import gc
import os
import resource
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, is_dataclass
from typing import Any

from farhand.control import census

Read = Callable[[], Any]
#: Rows of one source that are told.
_MOST = 100


class Sources:
    """What other parts know. A source may return a number, a table, rows, Pool objects, or None."""

    def __init__(self) -> None:
        self._reads: dict[str, Read] = {}
        self.faults: dict[str, str] = {}  # source -> why it could not be read
        self.workers_expected: int | None = None  # processes that there should be, where a part knows it

    def add(self, key: str, read: Read) -> None:
        """`read` is called in Farhand's own thread every few seconds; a later one replaces an earlier."""
        self._reads[key] = read

    def all(self) -> dict[str, Any]:
        told = {}
        for key, read in list(self._reads.items()):
            try:
                told[key] = _plain(read())
                self.faults.pop(key, None)
            except Exception as error:  # a pool of the app's may raise anything
                self.faults[key] = type(error).__name__
        return {key: value for key, value in told.items() if value is not None}


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(k): v for k, v in list(value.items())[:_MOST]}
    if isinstance(value, (list, tuple)):
        return [
            asdict(row) if is_dataclass(row) and not isinstance(row, type) else row for row in value[:_MOST]
        ]
    return value


class Pauses:
    """How long garbage collection holds the app up, by the interpreter's own hook (`gc.callbacks`)."""

    def __init__(self) -> None:
        self.total = self.longest = 0.0  # seconds
        self._begun = 0.0

    def __call__(self, phase: str, info: object) -> None:
        # On the app's threads, in the middle of a collection: two clock readings and an addition.
        if phase == "start":
            self._begun = time.perf_counter()
        elif self._begun:
            took = time.perf_counter() - self._begun
            self.total += took
            self.longest = max(self.longest, took)
            self._begun = 0.0

    def begin(self) -> None:
        """Listen, and nobody else of us: after a fork the parent's is still in the list."""
        if self not in gc.callbacks:
            drop()
            gc.callbacks.append(self)


def drop() -> None:
    """Stop listening."""
    for other in [c for c in gc.callbacks if isinstance(c, Pauses)]:
        gc.callbacks.remove(other)


def own() -> dict[str, Any]:
    """The numbers of this process that /proc and the interpreter tell; what cannot be read is left out."""
    soft = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    told: dict[str, Any] = {
        "started_s": _started(),
        "cpu_s": round(time.process_time(), 3),
        "memory_bytes": _resident(),
        "descriptors": _descriptors(),
        "descriptors_limit": soft if soft != resource.RLIM_INFINITY else None,
        "threads": _threads(),
        "gc_runs": {str(n): row["collections"] for n, row in enumerate(gc.get_stats())},
    }
    return {key: value for key, value in told.items() if value is not None}


def _started() -> float | None:
    """Seconds since 1970 at which the process began."""
    ticks = census.ticks_of("self")
    if ticks is None:
        return None
    age = time.clock_gettime(time.CLOCK_BOOTTIME) - ticks / os.sysconf("SC_CLK_TCK")
    return round(time.time() - age, 1)


def _resident() -> int | None:
    try:
        with open("/proc/self/statm", "rb") as file:
            return int(file.read(200).split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return None


def _descriptors() -> int | None:
    try:
        return len(os.listdir("/proc/self/fd")) - 1  # not the one it is listed with
    except OSError:
        return None


def _threads() -> int | None:
    try:
        return len(os.listdir("/proc/self/task"))
    except OSError:
        return None
