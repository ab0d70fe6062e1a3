"""This process's numbers, read every few seconds: for /metrics, and for what they are sent to."""

from __future__ import annotations

import time

from farhand.embed.metrics import facts
from farhand.embed.process import Process

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

EVERY = 5.0
#: Seconds between two looks at the memory limit: it seldom changes, and the groups are a walk of files.
_LIMIT_EVERY = 60.0


class Numbers:
    """The last numbers of this process."""

    def __init__(self) -> None:
        self.told: dict[str, Any] = {}
        self.pauses = facts.Pauses()
        self.limit: int | None = None
        self.limit_due = 0.0
        self.pushes: list[Any] | None = None


def tick(process: Process) -> None:
    numbers = process.of(Numbers)
    numbers.pauses.begin()
    _look(process, numbers)
    _push(process, numbers)


def says(process: Process) -> dict[str, Any]:
    return process.of(Numbers).told


def now(process: Process) -> Mapping[str, Any]:
    """The numbers; read at once where the thread has not come round to it yet (a process without one)."""
    numbers = process.of(Numbers)
    if not numbers.told:
        _look(process, numbers)
    return numbers.told


def _look(process: Process, numbers: Numbers) -> None:
    pauses = {"gc_pause_s": round(numbers.pauses.total, 6), "gc_longest_s": round(numbers.pauses.longest, 6)}
    sources = process.of(facts.Sources)
    told = {**facts.own(), **pauses, **sources.all()}
    if limit := _limit(numbers):
        told["memory_limit_bytes"] = limit
    for key, why in sources.faults.items():
        process.trouble(f"metrics: {key} cannot be read: {why}")
    numbers.told = told


def _limit(numbers: Numbers) -> int | None:
    if time.monotonic() >= numbers.limit_due:
        from farhand.hostfacts import cgroup

        numbers.limit_due = time.monotonic() + _LIMIT_EVERY
        numbers.limit = cgroup.memory("self").get("limit") or None
    return numbers.limit


def _push(process: Process, numbers: Numbers) -> None:
    from farhand.embed.metrics import push

    if numbers.pushes is None:
        numbers.pushes = push.made(process)
    push.to_all(process, numbers.pushes)


def stop(process: Process) -> None:
    facts.drop()
