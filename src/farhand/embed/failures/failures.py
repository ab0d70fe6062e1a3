"""The failures of this process, newest last, and how each got its probe."""

from __future__ import annotations

import threading
from collections import deque

from farhand.embed.failures import concerns, pace, probe
from farhand.embed.failures.declared import Declared
from farhand.embed.failures.inbox import Inbox
from farhand.embed.failures.seen import Concern, Sighting
from farhand.embed.process import Process

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

#: Captures kept by one process.
MOST = 20


class Failures:
    """What is kept. `rows` are `farhand.failure/1` documents, masked."""

    def __init__(self) -> None:
        self.rows: deque[dict[str, Any]] = deque(maxlen=MOST)
        self.pace = pace.Pace()
        self.counts: dict[str, int] = {}  # dependency -> failures seen so far
        self._by_source: dict[tuple[str, str], dict[object, int]] = {}
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()

    def work(self, process: Process) -> threading.Thread | None:
        """See to it that what waits is looked at, on a thread of Farhand's own; None where nothing waits."""
        with self._lock:
            if self._thread is not None and self._thread.is_alive():
                return self._thread
            if not process.of(Inbox).queue:
                return None
            self._thread = threading.Thread(
                target=self._drain, args=(process,), daemon=True, name="farhand-failures"
            )
            self._thread.start()
            return self._thread

    def settle(self, process: Process, seconds: float) -> None:
        """Wait until what waits was looked at, but no longer than that. For the end of a process only."""
        until = self.pace.clock() + seconds
        while (thread := self.work(process)) is not None and self.pace.clock() < until:
            thread.join(max(0.01, until - self.pace.clock()))
        for other in threading.enumerate():
            if other.name == "farhand-capture":
                other.join(max(0.01, until - self.pace.clock()))

    def _drain(self, process: Process) -> None:
        inbox = process.of(Inbox)
        try:
            while inbox.queue:
                self._one(process, inbox, inbox.queue.popleft())
        except Exception as error:
            process.trouble(f"failures: {type(error).__name__}: {error}")

    def _one(self, process: Process, inbox: Inbox, seen: Sighting) -> None:
        places = process.of(Declared).places(process)
        inbox.off = not places
        concern = concerns.concerns(seen, places, process.app)
        if concern is None:
            if seen.named and not any(p.name == seen.named for p in places):
                process.trouble(f"farhand.watch({seen.named[:60]!r}): no such dependency is declared")
            return
        self._count(inbox, seen, concern)
        if self.pace.begin(concern.dependency):
            work = threading.Thread(
                target=self._capture, args=(process, seen, concern), daemon=True, name="farhand-capture"
            )
            try:
                work.start()
            except RuntimeError:  # out of threads; the next failure tries again
                self.pace.end(concern.dependency)

    def _count(self, inbox: Inbox, seen: Sighting, concern: Concern) -> None:
        """One failure may be seen by several sources; the one that has seen most tells how many."""
        kept = self._by_source.setdefault((concern.dependency, seen.source), {})
        kept[seen.key] = inbox.count(seen.key)
        sums = [sum(k.values()) for (name, _), k in self._by_source.items() if name == concern.dependency]
        self.counts[concern.dependency] = max(sums)
        for row in reversed(self.rows):
            if row["dependency"] == concern.dependency:
                row.update(_again(row, self.counts[concern.dependency], seen))
                break

    def _capture(self, process: Process, seen: Sighting, concern: Concern) -> None:
        refused = False
        try:
            refused = _taken(process, self, seen, concern)
        except Exception as error:
            process.trouble(f"failures: {concern.dependency}: {type(error).__name__}: {error}")
        finally:
            self.pace.end(concern.dependency, refused)


def _again(row: dict[str, Any], count: int, seen: Sighting) -> dict[str, Any]:
    from farhand.embed.failures import capture

    return {"seen": max(row["seen"], count - row["before"]), "last": capture.stamp(seen.at)}


def _taken(process: Process, failures: Failures, seen: Sighting, concern: Concern) -> bool:
    """Probe, or take over what another worker has just seen; keep it. True where a login was refused."""
    from farhand.control import captures
    from farhand.embed.failures import capture

    name = concern.dependency
    with pace.turn(process.folder, name, failures.pace.clock()) as mine:
        probed = probe.look(process, name) if mine is not None else None
        made = capture.document(process, seen, concern, probed)
        if mine is None:
            made = captures.with_probe(made, pace.last(process.folder, name), process.folder)
        made["before"] = failures.counts.get(name, 1) - 1
        number = captures.keep(process.folder, made) if process.folder else 0
        made["number"] = number
        refused = bool(probed and probed.refused)
        if mine is not None:
            mine.update(refused=refused, number=number)
    failures.rows.append(made)
    return refused or bool(mine is None and pace.last(process.folder, name).get("refused"))
