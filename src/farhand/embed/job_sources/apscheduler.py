"""APScheduler's jobs, version 3, by `add_listener` (apscheduler.readthedocs.io, "Scheduler events")."""

from __future__ import annotations

import sys
import weakref
from typing import Any

from farhand.embed.finder import Finder
from farhand.embed.jobs import Run, begun, ended
from farhand.embed.process import Process

CLASSES = ("apscheduler.schedulers.base:BaseScheduler",)
_heard: weakref.WeakSet[Any] = weakref.WeakSet()
_running: dict[str, Run] = {}


def listen(process: Process) -> None:
    events = sys.modules.get("apscheduler.events")
    if events is None:
        return
    for scheduler in process.of(Finder).instances(process, CLASSES):
        if scheduler not in _heard:
            mask = events.EVENT_JOB_SUBMITTED | events.EVENT_JOB_EXECUTED | events.EVENT_JOB_ERROR
            scheduler.add_listener(_take, mask)
            _heard.add(scheduler)


def _take(event: Any) -> None:
    name = str(event.job_id)[:120]
    if not hasattr(event, "retval"):
        _running[name] = Run(name, "apscheduler")
        begun(_running[name])
    else:
        ended(_running.pop(name) if name in _running else Run(name, "apscheduler"), event.exception)
