"""All families that this process can tell now: to who asks, and to where they are sent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from farhand.control import census
from farhand.embed.metrics import families
from farhand.embed.metrics.model import GAUGE, Family, Sample
from farhand.embed.process import Process


def to_tell(process: Process) -> list[Family]:
    """The dependencies and every worker's numbers, as any worker can tell them."""
    return [*_health(process), *families.of_workers(said_by_all(process)), *_own(process)]


def to_send(process: Process) -> list[Family]:
    """What this worker sends: its own numbers; the dependencies only from the one that looks at them."""
    said = {str(process.pid): _now(process)}
    own = [f for f in families.of_workers(said) if not f.name.startswith("farhand_workers_")]
    return [*_health(process), *own] if process.leads else own


def _health(process: Process) -> list[Family]:
    from farhand.embed.health.board import Board

    return families.of_health(process.of(Board).snapshot(process))


def _now(process: Process) -> Mapping[str, Any]:
    from farhand.embed.parts import metrics

    return metrics.now(process)


def said_by_all(process: Process) -> dict[str, Mapping[str, Any]]:
    """What every living worker says; this one's own as it is now."""
    said: dict[str, Mapping[str, Any]] = {}
    for worker in census.workers(process.folder) if process.folder is not None else ():
        words = worker.says.get("metrics")
        if isinstance(words, Mapping):
            said[str(worker.pid)] = words
    return {**said, str(process.pid): _now(process)}


def _own(process: Process) -> list[Family]:
    """What the part inside the app says of itself."""
    count = Sample(float(len(process.problems)))
    return [
        Family("farhand_problems", GAUGE, "What Farhand itself could not do; see /admin/debug.", (count,))
    ]
