"""So many clients at once, each with one request after the other.  I/O.

The clients begin together, ten times a second at most: bursts that meet a limit, and no more requests than
are needed to see it. Each request has its deadline; whoever asks to stop breaks all of them off.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from farhand.checks._http.meaning import expected
from farhand.deadline import Deadline
from farhand.isolate.load.knee import BREAK_OFF, PACE
from farhand.isolate.load.series import Shot
from farhand.wire import shot
from farhand.wire.http import Answer, Request

#: A step lasts until each client has had so many answers, at most so many times as long as it should.
_EACH, _LONGER = 2, 4.0
#: Requests of one step at most, and answers of a failure that are kept.
MOST, KEPT = 3000, 5


@dataclass(frozen=True)
class Target:
    """The one request of all clients."""

    place: shot.Place
    request: Request
    expect: tuple[object, ...] = ()
    timeout: float = 10.0  # seconds


class Bursts:
    """One step. `shots` and `bodies` are whole once `run` has returned."""

    def __init__(self, target: Target, parallel: int, seconds: float, whole: Deadline) -> None:
        self._target, self._parallel = target, parallel
        self._seconds, self._whole = seconds, whole
        self._there = shot.Open()
        self._lock = threading.Lock()
        self._over = threading.Event()
        self._answered = [0] * parallel
        self.shots: list[Shot] = []
        self.bodies: list[str] = []  # what the failures said, not masked

    def run(self, wait: Callable[[float], None]) -> None:
        """`wait` sleeps, and raises KeyboardInterrupt where somebody asks to stop."""
        begun = time.monotonic()
        names = [f"farhand-load-{n}" for n in range(self._parallel)]
        clients = [
            threading.Thread(target=self._client, args=(n, begun), name=name, daemon=True)
            for n, name in enumerate(names)
        ]
        try:
            for client in clients:
                client.start()
            while not self._is_done(time.monotonic() - begun):
                wait(0.05)
            self._over.set()
            self._let_end(clients, wait)
        finally:
            self._over.set()
            self._there.close()

    def _let_end(self, clients: list[threading.Thread], wait: Callable[[float], None]) -> None:
        """What is on its way is waited for, as long as a request may take."""
        left = self._whole.within(self._target.timeout + 0.5)
        while any(client.is_alive() for client in clients) and not left.over:
            wait(0.02)

    def _is_done(self, seconds: float) -> bool:
        if self._whole.over or len(self.shots) >= MOST or self._is_broken():
            return True
        if seconds < self._seconds:
            return False
        return min(self._answered) >= _EACH or seconds >= _LONGER * self._seconds

    def _is_broken(self) -> bool:
        failed = sum(bool(s.kind) for s in self.shots)
        return failed > max(2 * self._parallel, BREAK_OFF * len(self.shots))

    def _client(self, number: int, begun: float) -> None:
        due = begun
        while not self._over.is_set() and not self._whole.over:
            now = time.monotonic()
            if due > now and self._over.wait(due - now):
                return
            late = max(0.0, time.monotonic() - max(due, now))
            self._one(number, begun, late)
            due = max(due + PACE / 1000, time.monotonic())

    def _one(self, number: int, begun: float, late: float) -> None:
        start = time.monotonic()
        deadline = self._whole.within(self._target.timeout)
        connect, answer, word = shot.ask(self._target.place, self._target.request, deadline, self._there)
        if self._there.closed or (word and self._whole.over):
            return  # it was broken off here: that says nothing of the app
        kind = word or self._kind(answer)
        total = (time.monotonic() - start) * 1000
        made = Shot((start - begun) * 1000, connect, round(total, 1), kind, round(late * 1000, 1))
        with self._lock:
            self.shots.append(made)
            self._answered[number] += 1
            if kind and answer.body and len(self.bodies) < KEPT:
                self.bodies.append(answer.body[:4000].decode("utf-8", "replace"))

    def _kind(self, answer: Answer) -> str:
        return "" if expected(answer.status, self._target.expect) else str(answer.status)
