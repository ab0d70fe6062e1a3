"""Who may ask what. Farhand proves its callers itself, before any of the app's own code, and fails closed.

On the socket the kernel tells who is at the other end (SO_PEERCRED, unix(7)): the app's own user and root
may do everything. Elsewhere it is a bearer token, and where there is no token at all, there is no endpoint.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any

from farhand.control import tokens
from farhand.embed.process import Process
from farhand.embed.web.audit import Audit
from farhand.embed.web.credentials import Credentials
from farhand.embed.web.exchange import SOCKET, Answer, Request, problem

#: Requests a second for one caller, and how many at once.
RATE, BURST = 20.0, 60.0
#: Callers that are remembered for that.
_MOST_CALLERS = 1000


@dataclass(frozen=True)
class Caller:
    name: str
    scope: str


def guarded(process: Process, endpoint: Any, request: Request, make: Callable[[Request], Answer]) -> Answer:
    """The answer, if this caller may have it; every use is written down."""
    if request.door != SOCKET and not process.of(Credentials).entries(process):
        return problem(404, "there is no such endpoint")
    wanted = scope_of(endpoint, request.method)
    caller = _caller(process, request)
    refused = _refused(process, request, caller, wanted)
    asked = request.allowed(caller.scope, caller.name) if caller else request
    given = refused or _alone(endpoint, request, lambda: make(asked))
    if wanted != tokens.SCOPES[0] and not is_between_workers(request):
        process.of(Audit).write(process, asked, asked.who, given.status)
    return given


def scope_of(endpoint: Any, method: str) -> str:
    return str(getattr(endpoint, "SCOPES", {}).get(method, endpoint.SCOPE))


def is_between_workers(request: Request) -> bool:
    """True for one worker's part of an answer, asked by another worker of the same user."""
    return request.door == SOCKET and "x-farhand-local" in request.headers


def _caller(process: Process, request: Request) -> Caller | None:
    if request.door == SOCKET:
        return Caller(request.peer, tokens.SCOPES[-1])
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    if kind.lower() != "bearer" or not token:
        return None
    entry = tokens.match(token.strip(), process.of(Credentials).entries(process))
    today = datetime.now(timezone.utc).date().isoformat()
    if entry is None or tokens.expired(entry, today):
        return None
    return Caller(entry.name, tokens.capped(entry.scope, os.environ.get("FARHAND_MAX_SCOPE", "")))


def _refused(process: Process, request: Request, caller: Caller | None, wanted: str) -> Answer | None:
    if is_between_workers(request):
        return None
    if not process.of(Rates).allow(f"{request.door} {caller.name if caller else request.peer}"):
        return _again(problem(429, f"more than {RATE:.0f} requests a second; try again in a second"))
    if caller is None:
        says = problem(401, "this needs a token: Authorization: Bearer TOKEN (`farhand token new` makes one)")
        return Answer(says.status, says.body, says.type, (("WWW-Authenticate", "Bearer"),))
    if not tokens.allows(caller.scope, wanted):
        return problem(403, f"this needs a token of scope {wanted}; this one has {caller.scope or 'none'}")
    return None


def _again(given: Answer) -> Answer:
    return Answer(given.status, given.body, given.type, (("Retry-After", "1"),))


_one = threading.Lock()


def _alone(endpoint: Any, request: Request, make: Callable[[], Answer]) -> Answer:
    """What costs the app something is done once at a time."""
    if not getattr(endpoint, "ALONE", False) or is_between_workers(request):
        return make()
    if not _one.acquire(blocking=False):
        return _again(problem(429, "somebody else is asking this just now; try again in a moment"))
    try:
        return make()
    finally:
        _one.release()


class Rates:
    """A bucket of requests per caller that fills again with time."""

    def __init__(self) -> None:
        self._left: dict[str, tuple[float, float]] = {}
        self._lock = threading.Lock()

    def allow(self, caller: str) -> bool:
        now = time.monotonic()
        with self._lock:
            left, at = self._left.pop(caller, (BURST, now))
            left = min(BURST, left + (now - at) * RATE)
            while len(self._left) >= _MOST_CALLERS:
                self._left.pop(next(iter(self._left)))
            self._left[caller] = (max(0.0, left - 1), now)
        return left >= 1
