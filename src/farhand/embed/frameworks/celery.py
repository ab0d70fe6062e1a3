"""Celery: no HTTP, so nothing is wrapped; its signals tell when a process is a worker (Celery, "Signals").

A process that only sends tasks imports the same app: there nothing is begun. Each child of the prefork pool
is a process of its own; with the solo and thread pools it is the main process that works.
"""

from __future__ import annotations

import sys

from farhand.embed import life
from farhand.embed.process import Process, current

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

ROLE, LATER = "celery", True


def wrap(app: Any, process: Process) -> Any:
    signals = sys.modules["celery.signals"]
    for name, receiver in _RECEIVERS.items():
        getattr(signals, name).connect(receiver, weak=False, dispatch_uid=f"farhand.{name}")
    return app


def _works(**told: Any) -> None:
    """This process has begun to take tasks, or to send them by the clock."""
    process = current()
    if process is not None:
        process = life.begin(process)
        process.started = process.ready = True


def _ends(**told: Any) -> None:
    process = current()
    if process is not None:
        process.ready = False


def _has_ended(**told: Any) -> None:
    process = current()
    if process is not None:
        life.end(process)


_RECEIVERS = {
    "worker_process_init": _works,
    "worker_ready": _works,
    "beat_init": _works,
    "worker_shutting_down": _ends,
    "worker_process_shutdown": _has_ended,
    "worker_shutdown": _has_ended,
}
