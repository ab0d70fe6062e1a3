"""The failures of this process, newest last, and how each got its probe."""

from __future__ import annotations

import threading
from collections import deque

from farhand.embed import threads
from farhand.embed.failures import concerns, pace, probe
from farhand.embed.failures.counts import Counts
from farhand.embed.failures.declared import Declared
from farhand.embed.failures.inbox import Inbox
from farhand.embed.failures.seen import Concern, Sighting
from farhand.embed.health import needs
from farhand.embed.process import Process

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from farhand.embed.health.state import State

#: Captures kept by one process.
MOST = 20


class Failures:
    """What is kept. `rows` are `farhand.failure/1` documents, masked."""

    def __init__(self) -> None:
        self.rows: deque[dict[str, Any]] = deque(maxlen=MOST)
        self.pace = pace.Pace()
        self.counts = Counts()
        self._thread: threading.Thread | None = None
        self._captures: deque[threading.Thread] = deque(maxlen=pace.MOST)
        self._lock = threading.Lock()

    def work(self, process: Process) -> threading.Thread | None:
        """See to it that what waits is looked at, on a thread of Farhand's own; None where nothing waits."""
        with self._lock:
            if self._thread is not None and self._thread.is_alive():
                return self._thread
            if not process.of(Inbox).queue:
                return None
            self._thread = threads.start("farhand-failures", self._drain, process)
            return self._thread

    def settle(self, process: Process, seconds: float) -> None:
        """Wait until what waits was looked at, but no longer than that. For the end of a process only."""
        until = self.pace.clock() + seconds
        while (thread := self.work(process)) is not None and self.pace.clock() < until:
            thread.join(max(0.01, until - self.pace.clock()))
        for capture in list(self._captures):
            capture.join(max(0.01, until - self.pace.clock()))

    def _drain(self, process: Process) -> None:
        inbox = process.of(Inbox)
        try:
            while inbox.queue:
                self._one(process, inbox.queue.popleft())
        except Exception as error:
            process.trouble(f"failures: {type(error).__name__}: {error}")

    def _one(self, process: Process, seen: Sighting) -> None:
        app = needs.whole(process)
        places = process.of(Declared).places(process, app)
        concern = concerns.concerns(seen, places, app)
        if concern is None:
            if seen.named and not any(p.name == seen.named for p in places):
                process.trouble(f"farhand.watch({seen.named[:60]!r}): no such dependency is declared")
            return
        before = self.counts.of(concern.dependency)
        if seen.tally is not None:
            self.counts.add(concern.dependency, seen.source, seen.tally)
        self._again(seen, concern.dependency)
        if self.pace.begin(concern.dependency):
            try:
                self._captures.append(
                    threads.start("farhand-capture", self._capture, process, seen, concern, before)
                )
            except RuntimeError:  # out of threads; the next failure tries again
                self.pace.end(concern.dependency)

    def told(self) -> list[dict[str, Any]]:
        """All captures; the latest of each dependency says how often it has failed since."""
        rows = [dict(row) for row in self.rows]
        latest = {row["dependency"]: row for row in rows}
        for name, row in latest.items():
            row["seen"] = max(1, self.counts.of(name) - row["before"])
        return rows

    def _again(self, seen: Sighting, name: str) -> None:
        from farhand.embed.failures import capture

        for row in reversed(self.rows):
            if row["dependency"] == name:
                row["last"] = capture.stamp(seen.at)
                break

    def _capture(self, process: Process, seen: Sighting, concern: Concern, before: int) -> None:
        refused = False
        try:
            refused = _taken(process, self, seen, concern, before)
        except Exception as error:
            process.trouble(f"failures: {concern.dependency}: {type(error).__name__}: {error}")
        finally:
            self.pace.end(concern.dependency, refused)


def _taken(process: Process, failures: Failures, seen: Sighting, concern: Concern, before: int) -> bool:
    """Probe, or take over what somebody else has just seen; keep it. True where a login was refused."""
    from farhand.control import captures
    from farhand.embed.failures import capture

    name = concern.dependency
    with pace.turn(process.folder, name, failures.pace.clock()) as mine:
        known = _refusal(process, name)
        probed = probe.look(process, name) if mine is not None and known is None else None
        made = capture.document(process, seen, concern, probed)
        if known is not None:
            made.update(capture.of_state(known))
        elif mine is None:
            made = captures.with_probe(made, pace.last(process.folder, name), process.folder)
        made.update(before=before, seen=max(1, failures.counts.of(name) - before))
        made["number"] = captures.keep(process.folder, made) if process.folder else 0
        if mine is not None and probed is not None:
            mine.update(refused=probed.refused, number=made["number"])
    failures.rows.append(made)
    return known is not None or (probed.refused if probed else _is_silent(process, failures, name))


def _is_silent(process: Process, failures: Failures, name: str) -> bool:
    return pace.silence(process.folder, name, failures.pace.clock()) > 0


def _refusal(process: Process, name: str) -> State | None:
    """What the background looks know, where a login was refused lately: then nobody tries again."""
    from farhand.embed.health.board import Board

    for state in process.of(Board).snapshot(process).states:
        told = state.stage in ("login", "auth") or "auth" in state.cause.partition(".")[2]
        if state.name == name and told and state.outcome in ("fail", "warn"):
            return state if 0 <= state.age_s < pace.SILENCE else None
    return None
