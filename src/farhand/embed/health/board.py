"""What is known of all dependencies, in memory; for the processes that do not look themselves, from a file.

Whoever asks gets an answer at once, with its age: nobody ever waits for a dependency here.
"""

from __future__ import annotations

import os
import threading
import time
from dataclasses import asdict, replace
from typing import Any

from farhand.control import folder
from farhand.control.orders import boot, now
from farhand.embed import release
from farhand.embed.health.state import Snapshot, State
from farhand.embed.jobs import judged
from farhand.embed.process import Process

FILE = "health.json"


class Board:
    """States by name. `version` grows with every change, so that a rendered answer can be kept."""

    def __init__(self) -> None:
        self.version = 0
        self._states: dict[str, tuple[State, float]] = {}  # with seconds since boot at which it was seen
        self._lock = threading.Lock()
        self._stamp: object = None

    def put(self, state: State, seen: float) -> None:
        with self._lock:
            self._states[state.name] = (state, seen)
            self.version += 1

    def held(self) -> list[tuple[State, float]]:
        """All states, each with the seconds since boot at which it was seen; 0: never."""
        with self._lock:
            return list(self._states.values())

    def clear(self) -> None:
        with self._lock:
            self._states = {}

    def states(self) -> tuple[State, ...]:
        """All states with their age, in the order in which they were first put."""
        moment = now()
        return tuple(replace(s, age_s=round(moment - at, 1) if at else -1.0) for s, at in self.held())

    def snapshot(self, process: Process) -> Snapshot:
        """What is known now, by this process or by the one that looks for all."""
        if not process.leads:
            self.read(process)
        return Snapshot(
            app=process.settings.name,
            version=process.settings.version,
            release=release.sha(process),
            states=(*self.states(), *judged.states(process, time.time())),
            started=release.started(process),
            worker=process.pid,
        )

    def write(self, process: Process) -> None:
        """Hand what is known to the other processes. A full disk costs only them."""
        if process.folder is None:
            return
        with self._lock:
            rows = [{**asdict(s), "at": at} for s, at in self._states.values()]
        try:
            folder.write(process.folder / FILE, {"boot": boot(), "states": rows})
        except OSError as error:
            process.trouble(f"{FILE}: {error.strerror or error}")

    def read(self, process: Process) -> None:
        """Take over what the process that looks has written, if it is new."""
        if process.folder is None:
            return
        path = process.folder / FILE
        try:
            info = os.stat(path)
        except OSError:
            return
        stamp = (info.st_mtime_ns, info.st_ino)
        if stamp == self._stamp:
            return
        document = folder.read(path) or {}
        if document.get("boot") == boot():
            self._take(document.get("states"))
        self._stamp = stamp

    def _take(self, rows: Any) -> None:
        states = [_state(row) for row in rows] if isinstance(rows, list) else []
        with self._lock:
            self._states = {found[0].name: found for found in states if found}
            self.version += 1


def _state(row: Any) -> tuple[State, float] | None:
    """A state from the file; None where another version wrote what is not known here."""
    try:
        known = {k: v for k, v in row.items() if k in State.__dataclass_fields__}
        known["groups"] = tuple(known.get("groups", ()))
        known["times"] = tuple((str(a), float(b)) for a, b in known.get("times", ()))
        return State(**known), float(row.get("at", 0.0))
    except (AttributeError, TypeError, ValueError):
        return None
