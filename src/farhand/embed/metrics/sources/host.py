"""The process as the kernel counts it: memory, descriptors, threads, processor time (proc(5))."""

from __future__ import annotations

import os
import time
from typing import Any

from farhand.control import census
from farhand.embed.process import Process
from farhand.hostfacts import cgroup, limits

#: Seconds between two looks at the memory limit: it seldom changes, and the groups are a walk of files.
_LIMIT_EVERY = 60.0


class _Limit:
    """The memory limit, and when it is looked at next."""

    def __init__(self) -> None:
        self.bytes: int | None = None
        self.due = 0.0


def read(process: Process) -> dict[str, Any]:
    status = limits.status("self")
    return {
        "started_s": _started(),
        "cpu_s": round(time.process_time(), 3),
        "memory_bytes": status.get("VmRSS"),
        "memory_limit_bytes": _limit(process.of(_Limit)),
        "descriptors": limits.open_files("self"),
        "descriptors_limit": limits.of_process("self").get("Max open files"),
        "threads": status.get("Threads"),
    }


def _started() -> float | None:
    """Seconds since 1970 at which the process began."""
    ticks = census.ticks_of("self")
    if ticks is None:
        return None
    age = time.clock_gettime(time.CLOCK_BOOTTIME) - ticks / os.sysconf("SC_CLK_TCK")
    return round(time.time() - age, 1)


def _limit(kept: _Limit) -> int | None:
    if time.monotonic() >= kept.due:
        kept.due = time.monotonic() + _LIMIT_EVERY
        kept.bytes = cgroup.memory("self").get("limit") or None
    return kept.bytes
