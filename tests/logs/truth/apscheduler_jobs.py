"""APScheduler: jobs added, run, missed, failing, removed."""

from __future__ import annotations

import datetime
import time
from pathlib import Path

from apscheduler.schedulers.background import BackgroundScheduler


def rollup() -> None:
    return


def cleanup() -> None:
    raise ValueError("nothing to clean")


def slow() -> None:
    time.sleep(0.6)


def run(folder: Path) -> None:
    scheduler = BackgroundScheduler(timezone="UTC")
    scheduler.add_job(rollup, "interval", seconds=0.2, id="early")
    scheduler.start()
    for name, job in (("nightly", rollup), ("mails", rollup), ("cleaner", cleanup), ("report", slow)):
        scheduler.add_job(job, "interval", seconds=0.25, id=name, name=name)
    late = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(hours=1)
    scheduler.add_job(rollup, "date", run_date=late, id="late")
    scheduler.add_jobstore("memory", "second")
    time.sleep(1.5)
    for name in ("nightly", "mails"):
        scheduler.pause_job(name)
        scheduler.remove_job(name)
    scheduler.shutdown(wait=True)
