"""A Celery worker with a broker in memory: tasks that succeed, retry, fail, and one nobody knows."""

from __future__ import annotations

from pathlib import Path

import celery
from celery.contrib.testing.worker import start_worker

app = celery.Celery("shop", broker="memory://", backend="cache+memory://")
app.conf.update(worker_hijack_root_logger=False, task_always_eager=False)


@app.task(name="mail.send")
def send(number: int) -> str:
    return f"sent {number}"


@app.task(name="orders.charge", bind=True, max_retries=2)
def charge(self: celery.Task, number: int) -> None:
    raise self.retry(exc=TimeoutError(f"card {number}"), countdown=0)


@app.task(name="orders.close")
def close(name: str) -> None:
    raise KeyError(name)


@app.task(name="users.rejects", bind=True, acks_late=True)
def rejects(self: celery.Task) -> None:
    raise celery.exceptions.Reject("busy", requeue=False)


def run(folder: Path) -> None:
    with start_worker(app, perform_ping_check=False, pool="solo", loglevel="DEBUG"):
        results = [send.delay(n) for n in range(12)] + [charge.delay(n) for n in range(3)]
        results += [close.delay(name) for name in ("anna", "bert", "carl", "dora")]
        rejects.delay()
        app.send_task("nobody.knows", [1])
        for result in results:
            result.get(timeout=30, propagate=False)
