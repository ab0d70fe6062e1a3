"""The one object behind all views: what the workbench knows and who may still do how much."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from farhand import words
from farhand.case import Entry
from farhand.exchange import masking
from farhand.hub import guard
from farhand.hub.forms import Form
from farhand.hub.links import Link
from farhand.hub.pages import Pages
from farhand.hub.rates import Rates
from farhand.hub.settings import Settings
from farhand.hub.shelf import Book, Shelf
from farhand.hub.state import Session, State, digest_of
from farhand.hub.uploads import Uploads
from farhand.hub.who import CUSTOMER, NOBODY, ROLES, Who


class Desk:
    """One workbench while it runs. `clock` gives the time in seconds since 1970."""

    def __init__(self, settings: Settings, clock: Callable[[], float] = time.time) -> None:
        self.settings, self.clock = settings, clock
        self.state = State(settings.folder, clock)
        self.shelf = Shelf(settings.folder)
        self.pages = Pages()
        self.rates = Rates()
        self.uploads = Uploads(settings.limits.waiting)
        self.streams: dict[str, int] = {}
        self.stopping = False

    def who(self, cookies: Mapping[str, str]) -> Who:
        """Whose session the cookie names: of a user that is still there, or of a link that still holds."""
        token = cookies.get(self.settings.cookie, "")
        return self.who_is(digest_of(token)) if token else NOBODY

    def reader(self, request: Request) -> Who:
        """Who sends this request; all but the vendor's people are spoken to as their browser asks."""
        who = self.who(request.cookies)
        if who.role in ROLES:
            return who
        return replace(who, lang=accepted(request.headers.get("accept-language", "")))

    def who_is(self, digest: str) -> Who:
        """The same by the session's digest, as an open event stream asks again and again."""
        session = self.state.session(digest, self.settings.limits.idle)
        if session is None:
            return NOBODY
        found = self._customer(session) if session.link else self._user(session)
        if found is NOBODY:
            self.state.end(digest)
        return found

    def _user(self, session: Session) -> Who:
        role = self.state.users().get(session.user, "")
        if not role:
            return NOBODY
        return Who(session.user, role, session=session.digest, csrf=self.state.csrf(session.digest))

    def _customer(self, session: Session) -> Who:
        book = self.shelf.find(session.board)
        link = next((one for one in book.links() if one.id == session.link), None) if book else None
        if book is None or link is None or not link.holds(self.clock()):
            return NOBODY
        csrf = self.state.csrf(session.digest)
        return Who(_named(link, book.entries()), CUSTOMER, session.board, link.id, session.digest, csrf)

    def peer(self, request: Request) -> str:
        """The address for which a request of nobody is counted."""
        return guard.address(request.headers, request.client.host if request.client else "", self.settings)

    def origin(self, request: Request) -> str:
        """The address by which this browser knows the workbench; its host was compared already."""
        host = request.headers.get("host", "").lower()
        return next(one for one in sorted(self.settings.origins) if one.partition("://")[2] == host)

    def close(self) -> None:
        self.shelf.close()
        self.state.close()


def accepted(header: str) -> str:
    """The first language of an Accept-Language header that there are words for; else English."""
    rows = [part.partition(";") for part in header[:200].split(",")]
    wanted = [tag.strip().partition("-")[0].lower() for tag, _, weight in rows if weight.strip() != "q=0"]
    return next((code for code in wanted if code in words.languages()), words.ENGLISH)


def _named(link: Link, entries: Sequence[Entry]) -> str:
    """The participant whom the link is for. Entries come from anywhere: none gives away a vendor's name."""
    rows = [e for e in entries if e.kind == "person" and e.word("id") == link.person]
    return link.person if rows and rows[-1].word("side") == CUSTOMER else ""


@dataclass(frozen=True)
class Asked:
    """One request that has passed the guard: who asks, about which case, with which form."""

    desk: Desk
    request: Request
    who: Who
    case: Book | None = None
    form: Form = field(default_factory=Form)

    @property
    def book(self) -> Book:
        """The case of a view whose path names one."""
        assert self.case is not None
        return self.case

    def masked(self, text: str) -> str:
        """What somebody wrote, with what is to be hidden in this case masked."""
        return masking.redactor_of(self.book.entries()).text(text)


def home(asked: Asked) -> str:
    """Where somebody goes on after an action."""
    return "/shared" if asked.who.role == CUSTOMER else f"/cases/{asked.book.name}"


def back(asked: Asked, part: str = "") -> Response:
    """To the case again, at that part of the page."""
    return RedirectResponse(home(asked) + (f"#{part}" if part else ""), 303)


async def aside(work: Callable[..., Any], *args: Any) -> Any:
    """Work that reads, writes or thinks, in a thread: the loop goes on meanwhile."""
    return await run_in_threadpool(work, *args)
