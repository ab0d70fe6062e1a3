"""This process's numbers, read every few seconds: for /metrics, and for what they are sent to."""

from __future__ import annotations

from farhand.embed.metrics import push, sources
from farhand.embed.metrics.sources import garbage
from farhand.embed.process import Process

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

EVERY = 5.0


class Numbers:
    """The last numbers of this process, and where they are sent."""

    def __init__(self) -> None:
        self.told: dict[str, Any] = {}
        self.ways: list[push.Way] | None = None


def tick(process: Process) -> None:
    numbers = process.of(Numbers)
    numbers.told = sources.read(process)
    if numbers.ways is None:
        numbers.ways = push.made(process)
    push.to_all(process, numbers.ways)


def says(process: Process) -> dict[str, Any]:
    return process.of(Numbers).told


def now(process: Process) -> Mapping[str, Any]:
    """The numbers; read at once where the thread has not come round to it yet (a process without one)."""
    numbers = process.of(Numbers)
    if not numbers.told:
        numbers.told = sources.read(process)
    return numbers.told


def stop(process: Process) -> None:
    garbage.drop()


leave = stop
