"""Celery's tasks, by its signals task_prerun, task_failure and task_postrun (docs.celeryq.dev, "Signals")."""

from __future__ import annotations

import sys
from typing import Any

from farhand.embed.jobs import MOST, Run, begun, ended
from farhand.embed.process import Process

_KEY = "farhand-jobs"
#: Runs that have begun, by the id of the task, with the error if one has come.
_running: dict[str, tuple[Run, list[BaseException]]] = {}


def listen(process: Process) -> None:
    signals = sys.modules.get("celery.signals")
    if signals is None:
        return
    for name, function in (("prerun", _begin), ("failure", _fail), ("postrun", _end)):
        getattr(signals, f"task_{name}").connect(function, weak=False, dispatch_uid=f"{_KEY}-{name}")


def _begin(sender: Any = None, task_id: str = "", **more: Any) -> None:
    if len(_running) < MOST:
        run = Run(str(getattr(sender, "name", "task"))[:120], "celery")
        _running[task_id] = (run, [])
        begun(run)


def _fail(sender: Any = None, task_id: str = "", exception: Any = None, **more: Any) -> None:
    if task_id in _running and isinstance(exception, BaseException):
        _running[task_id][1].append(exception)


def _end(sender: Any = None, task_id: str = "", state: str = "", **more: Any) -> None:
    run, errors = _running.pop(task_id, (None, []))
    if run is not None and state not in ("RETRY", "IGNORED"):
        ended(run, errors[0] if errors else None if state == "SUCCESS" else str(state or "no state"))
