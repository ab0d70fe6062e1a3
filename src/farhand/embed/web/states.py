"""The three questions of an orchestrator, answered from memory in microseconds.

`live` must not depend on anything outside: a database that is away is no reason to restart the app.
"""

from __future__ import annotations

from farhand.embed.process import Process


def live(process: Process) -> bool:
    return process.live


def started(process: Process) -> bool:
    return process.started


def ready(process: Process) -> bool:
    """Started, not ending, and what `[embed] ready_requires` names is not known to fail."""
    return process.started and process.ready and not process.held_back
