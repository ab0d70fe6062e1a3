"""Every view as a route: who may ask, from where, how much, and only then what."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from hmac import compare_digest
from types import ModuleType

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from farhand import words
from farhand.case import story
from farhand.errors import Mistake
from farhand.hub import forms, guard, pages, views
from farhand.hub.desk import Asked, Desk, aside
from farhand.hub.forms import Form, Refused
from farhand.hub.settings import Limits
from farhand.hub.shelf import Book
from farhand.hub.who import ANYBODY, CUSTOMER, CUSTOMERS, NOBODY, Who

_HEADINGS = {
    400: "That could not be read",
    401: "Please log in",
    403: "That is not yours to do",
    404: "There is nothing here",
    405: "Not in that way",
    408: "Too slow",
    409: "That cannot be done now",
    413: "Too large",
    415: "Not in that form",
    429: "Too many at once",
    500: "A fault of the workbench itself",
}
ENDED = words.marked(
    "The link to this case has ended, or was not opened in this browser. "
    "Ask the person who sent it for a new one."
)
CLOSED = words.marked(
    "This case is closed, and nothing was kept. If it is not over, write to the person who sent you the link."
)
STALE = (
    "This page was open too long, or the request did not come from it. "
    "Nothing was changed. Load the page again."
)


@dataclass(frozen=True)
class Door:
    """One address, one method, the roles that may use it, and what answers."""

    path: str
    method: str
    who: frozenset[str]
    view: ModuleType


def every() -> Iterator[Door]:
    """All doors of the workbench."""
    for view in views.every():
        for path, who in view.PATHS.items():
            yield Door(path, view.METHOD, who, view)


def endpoint(desk: Desk, door: Door) -> Callable[[Request], Awaitable[Response]]:
    """What Starlette calls for a door."""

    async def called(request: Request) -> Response:
        who = NOBODY
        try:
            who = desk.reader(request)
            return await _answer(desk, door, request, who)
        except Refused as refused:
            return message(who, refused.status, refused.says)
        except Mistake as mistake:
            return message(who, 409, f"{mistake}")
        except Exception as error:
            _own_fault(error)
            return message(
                who, 500, f"{type(error).__name__}. Please report it; it tells nothing of the site."
            )

    return called


def message(who: Who, status: int, says: str) -> Response:
    """A page with one thing to say."""
    made = pages.page(who, "message.html", status, title=_HEADINGS.get(status, "Not done"), says=says)
    if status in (408, 413, 415):
        made.headers["connection"] = "close"  # what else is still on its way is not waited for
    return made


async def _answer(desk: Desk, door: Door, request: Request, who: Who) -> Response:
    if who.role not in door.who:
        return _not_theirs(request, door, who)
    name = who.case if door.who == CUSTOMERS else request.path_params.get("case", "")
    book = desk.shelf.find(name) if name else None
    if name and book is None:
        raise Refused(404, "There is no such case here.")
    form = await _form(desk, door, request, who) if door.method == "POST" else Form()
    if door.who == CUSTOMERS and door.method == "POST" and book:
        await _still_open(book, who)
    answer: Response = await door.view.answer(Asked(desk, request, who, book, form))
    return answer


async def _still_open(book: Book, who: Who) -> None:
    """A closed case takes nothing more from the customer: nobody would look at it."""
    if story.is_closed(await aside(book.entries, True)):
        with words.speaking(who.lang):
            raise Refused(409, words._(CLOSED))


async def _form(desk: Desk, door: Door, request: Request, who: Who) -> Form:
    limits = desk.settings.limits
    if not guard.own_origin(request.headers, desk.settings):
        raise Refused(403, STALE)
    kind = getattr(door.view, "BODY", "form")
    _within(desk, "write" if kind == "form" else "paste", request, who, limits)
    most = {"paste": limits.paste, "upload": limits.upload}.get(kind, limits.form)
    form = await forms.read(request, "upload" if kind == "upload" else "form", most, limits.slow)
    wanted = who.csrf or desk.state.csrf(request.cookies.get(views.START, ""))
    if not compare_digest(form.fields.get("csrf", "").encode("utf-8", "replace"), wanted.encode()):
        raise Refused(403, STALE)
    return form


def _within(desk: Desk, kind: str, request: Request, who: Who, limits: Limits) -> None:
    key = who.session or desk.peer(request)
    if not desk.rates.allows(kind, key, limits.pastes if kind == "paste" else limits.writes):
        raise Refused(429, "That was much at once. Wait a minute and send it again; nothing of it was kept.")


def _not_theirs(request: Request, door: Door, who: Who) -> Response:
    if who.role:
        if who.role == CUSTOMER and door.path == "/":
            return RedirectResponse("/shared", 303)
        return message(who, 403, "Your role here does not allow this.")
    if CUSTOMER in door.who and door.who != ANYBODY:
        with words.speaking(who.lang):
            return message(who, 401, words._(ENDED))
    if door.method == "GET" and "text/html" in request.headers.get("accept", ""):
        return RedirectResponse("/login", 303)
    return message(who, 401, "Log in first.")


def _own_fault(error: Exception) -> None:
    """The place alone: what an error says may hold evidence."""
    where = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{where.filename.rpartition('/')[2]}:{where.lineno}"
    print(
        f"farhand case serve: a fault of Farhand itself: {type(error).__name__} at {place}", file=sys.stderr
    )
