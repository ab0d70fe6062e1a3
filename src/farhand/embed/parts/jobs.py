"""Listens for runs of Celery tasks and APScheduler jobs where these are loaded; writes down what is new."""

from __future__ import annotations

from farhand.embed import listing
from farhand.embed.jobs import flush, sources
from farhand.embed.process import Process

EVERY = 2.0


def tick(process: Process) -> None:
    for source in sources.every():
        listing.attempt(process, source.__name__, source.listen, process)
    flush(process)


def stop(process: Process) -> None:
    flush(process)
