"""/health: the dependencies as they were last seen, in the form the client wants.

Read from memory: a look at a dependency is never begun by a question. A form of an unchanged state is made
once a second at most, however many ask.
"""

from __future__ import annotations

import time

from farhand.embed.health import formats
from farhand.embed.health.formats import View, actuator
from farhand.embed.health.state import GROUPS, Snapshot
from farhand.embed.process import Process
from farhand.embed.web.exchange import Answer, BadRequest, Request, problem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

PATHS, METHODS, SCOPE = ("/health", "/health/{name}"), ("GET", "HEAD"), "probe"
#: Open on the app's own port, where `[embed] health = "app-port"` puts it: who has no scope gets no detail.
OPEN = QUICK = True
SUMMARY = "how the app and what it depends on are: one word each, and with the scope read the why"

_NAMES = [form.NAME for form in formats.every()]
#: What may be asked for, by parameter.
_CHOICES: Mapping[str, tuple[str, ...]] = {
    "group": GROUPS,
    "fail_on": ("fail", "warn"),
    "profile": ("consul",),
}


def _parameter(name: str, says: str, choices: Any) -> dict[str, Any]:
    return {
        "name": name,
        "in": "query",
        "description": says,
        "schema": {"type": "string", "enum": list(choices)},
    }


PARAMETERS: tuple[dict[str, Any], ...] = (
    _parameter("format", "the form of the answer; goes before Accept", _NAMES),
    _parameter("group", "only the dependencies of that group", _CHOICES["group"]),
    _parameter("fail_on", "warn: 503 for any trouble, not only for a critical one", _CHOICES["fail_on"]),
    _parameter("profile", "consul: 429 for trouble that is not critical", _CHOICES["profile"]),
)
RESPONSES: dict[str, Any] = {}
for _form in reversed(formats.every()):  # of several forms with one media type the first describes it
    for _type in _form.TYPES or (_form.TYPE,):
        RESPONSES[_type.partition(";")[0]] = (
            {"anyOf": [RESPONSES[_type], _form.SCHEMA]} if _type in RESPONSES else _form.SCHEMA
        )
#: Statuses with the same bodies as 200.
ALSO = {
    "429": "with profile=consul: trouble that is not critical; else: too many requests",
    "503": "a critical dependency fails; with fail_on=warn: any does, or something is warned of",
}
#: Forms that are kept: of several versions none is needed but the newest.
_MOST_KEPT = 64


class Rendered:
    """Answers of the last second, by form and view."""

    def __init__(self) -> None:
        self.moment: tuple[int, int] = (-1, -1)  # the board's version, and the second
        self.answers: dict[tuple[str, ...], Answer] = {}


def answer(process: Process, request: Request) -> Answer:
    query = request.query
    key = (
        request.name, request.scope, request.headers.get("accept", ""), query.get("format", ""),
        query.get("group", ""), query.get("fail_on", ""), query.get("profile", ""),
    )  # fmt: skip
    board, kept = process.of(_board()), process.of(Rendered)
    moment = (board.version, int(time.monotonic()))
    if kept.moment != moment or len(kept.answers) > _MOST_KEPT:
        kept.moment, kept.answers = moment, {}
    found = kept.answers.get(key)
    if found is None:
        found = kept.answers[key] = _made(board.snapshot(process), request)
    return found


def _board() -> Any:
    from farhand.embed.health.board import Board

    return Board


def _made(snapshot: Snapshot, request: Request) -> Answer:
    query = request.query
    _check(query)
    chosen = formats.negotiate(request.headers.get("accept", ""), query.get("format", ""))
    if chosen is None:
        return problem(406, "none of the forms is what is asked for", choices=formats.choices())
    view = _view(snapshot, request)
    if view is None:
        return problem(404, "there is no dependency or group of that name")
    seen = formats.seen(snapshot, view)
    status = formats.status(seen, query.get("fail_on", ""), query.get("profile", ""))
    return Answer(status, chosen.form.render(seen, view).encode(), chosen.type, (("Vary", "Accept"),))


def _check(query: Mapping[str, str]) -> None:
    for name, allowed in _CHOICES.items():
        if name in query and query[name] not in allowed:
            raise BadRequest(f"{name} may be {', '.join(allowed)}")


def _view(snapshot: Snapshot, request: Request) -> View | None:
    """What is asked for; None where the path names neither a group nor a dependency."""
    detail = request.scope not in ("", "probe")
    group, name = request.query.get("group", ""), request.name
    if not name:
        return View(detail, group=group)
    if name in actuator.GROUPS or name in GROUPS:
        return View(detail, group=actuator.GROUPS.get(name, name))
    return View(detail, name=name) if any(s.name == name for s in snapshot.states) else None
