"""Has a look taken at what failed in the app, and listens to libraries that were loaded later."""

from __future__ import annotations

from farhand.embed.failures import sources
from farhand.embed.failures.failures import Failures
from farhand.embed.process import Process

EVERY = 0.1


def tick(process: Process) -> None:
    sources.install(process)  # a few looks into a dictionary where nothing is new
    process.of(Failures).work(process)
