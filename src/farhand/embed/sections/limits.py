"""What each worker and its control group may have, and have: memory, processor, descriptors, threads."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

from farhand.embed.process import Process
from farhand.embed.sections import Row, by_worker
from farhand.hostfacts import cgroup, limits


def told(process: Process) -> dict[str, Any]:
    status, bounds = limits.status("self"), limits.of_process("self")
    times = os.times()
    return {
        "memory": {
            "resident": status.get("VmRSS"),
            "peak": status.get("VmHWM"),
            "swapped": status.get("VmSwap"),
        },
        "cpu_s": round(times.user + times.system, 2),
        "cpus": _cpus(),
        "threads": status.get("Threads"),
        "files": {"open": limits.open_files("self"), "limit": bounds.get("Max open files")},
        "processes_limit": bounds.get("Max processes"),
        "cgroup": {
            "memory": cgroup.memory("self"),
            "cpu": cgroup.cpu("self", 0.0),
            "pids": cgroup.pids("self"),
        },
    }


def _cpus() -> int | None:
    """Processors that this process may run on."""
    try:
        return len(os.sched_getaffinity(0))
    except (AttributeError, OSError):
        return os.cpu_count()


def merged(rows: Sequence[Row]) -> list[dict[str, Any]]:
    return by_worker(rows)
