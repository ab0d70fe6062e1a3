"""Farhand knocks at its own doors without a credential, as a stranger would, and says if one opens.

A proxy that adds a credential, a framework that serves what was meant to be guarded, a fault of Farhand's
own: whatever the reason, an open door is told in the log, in /admin/debug and in /health.
"""

from __future__ import annotations

import logging
import threading
import time

from farhand.control.orders import now
from farhand.embed.health.board import Board
from farhand.embed.health.state import State
from farhand.embed.process import Process
from farhand.wire import local

EVERY = 1.0
#: Seconds between two rounds.
ROUND = 300.0
#: What is behind a credential and costs nothing to answer.
ASKED = "/admin/logging"
NAME = "own-endpoints"

_log = logging.getLogger("farhand")


class Knocks:
    """When the next round is due, and which doors were found open."""

    def __init__(self) -> None:
        self.due = 0.0
        self.open: list[str] = []


def tick(process: Process) -> None:
    knocks = process.of(Knocks)
    if not process.leads or time.monotonic() < knocks.due or not doors(process):
        return
    knocks.due = time.monotonic() + ROUND
    threading.Thread(target=_round, args=(process, knocks), daemon=True, name="farhand-knock").start()


def doors(process: Process) -> list[tuple[str, str, int, bool, str]]:
    """What can be knocked at: name, host, port, TLS, path."""
    opened = process.settings.doors
    found = []
    if opened.mount and process.address:
        host, port, tls = process.address
        found.append((f"the mount {opened.mount}", host, port, tls, opened.mount + ASKED))
    if opened.management:
        found.append(("the management port", _near(opened.management[0]), opened.management[1], False, ASKED))
    return found


def _near(host: str) -> str:
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)


def _round(process: Process, knocks: Knocks) -> None:
    """In a thread of its own: the app may take its time to answer."""
    knocks.open = [name for name, host, port, tls, path in doors(process) if _opens(host, port, tls, path)]
    outcome, says, step = "pass", "none of Farhand's own doors opens to a stranger", ""
    if knocks.open:
        outcome, step = "warn", "Close it: [embed] in farhand.toml says which doors there are."
        says = f"exposed: {' and '.join(knocks.open)} answers without a credential"
        _log.error("%s", says)
        process.trouble(says)
    word = "error" if knocks.open else "connected"
    state = State(NAME, "farhand", outcome, word, says=says, next_step=step)
    stamp = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    process.of(Board).put(state.seen(stamp, process.pid), now())
    process.of(Board).write(process)


def _opens(host: str, port: int, tls: bool, path: str) -> bool:
    try:
        return local.status(host, port, path, tls) == 200
    except (OSError, ValueError):
        return False
