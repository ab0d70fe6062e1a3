"""APScheduler's jobs, version 3, by `add_listener` (apscheduler.readthedocs.io, "Scheduler events")."""

from __future__ import annotations

import sys
import weakref
from typing import Any

from farhand.embed.finder import Finder
from farhand.embed.jobs import Run, ended
from farhand.embed.process import Process

CLASSES = ("apscheduler.schedulers.base:BaseScheduler",)
_heard: weakref.WeakSet[Any] = weakref.WeakSet()


def listen(process: Process) -> None:
    events = sys.modules.get("apscheduler.events")
    if events is None:
        return
    for scheduler in process.of(Finder).instances(process, CLASSES):
        if scheduler not in _heard:
            scheduler.add_listener(_take, events.EVENT_JOB_EXECUTED | events.EVENT_JOB_ERROR)
            _heard.add(scheduler)


def _take(event: Any) -> None:
    """The end of a run. That of its beginning comes too late: a short run has ended before it."""
    run = Run(str(event.job_id)[:120], "apscheduler")
    planned = getattr(event, "scheduled_run_time", None)
    if planned is not None:
        run.begin_at(planned.timestamp())
    ended(run, event.exception)
