"""One case, for the vendor's people: what it is, what to ask next, who is waited for."""

from __future__ import annotations

from datetime import datetime, timezone

from starlette.responses import Response

from farhand.hub import board, customer, drafts, maps, pages
from farhand.hub.desk import Asked
from farhand.hub.shelf import Book
from farhand.hub.who import USERS

PATHS, METHOD = {"/cases/{case}": USERS}, "GET"


async def answer(asked: Asked) -> Response:
    """Made once per version and role, and anew each minute: what waits grows older."""
    book, now, role = asked.book, asked.desk.clock(), asked.who.role
    key, minute = ("case", book.name, role), int(now // 60)
    return await asked.desk.pages.cached(key, book.version, asked.who, lambda: _page(book, role, now), minute)


def _page(book: Book, role: str, seconds: float) -> str:
    known, now = book.known(), datetime.fromtimestamp(seconds, timezone.utc)
    told = known.story
    causes = board.found(known)
    return pages.render(
        "case.html",
        role,
        name=book.name,
        version=known.version,
        story=told,
        verdict=known.opinion.diagnosis.verdict,
        causes=causes,
        possible=board.possible(known),
        steps=board.next_steps(known),
        decided=bool(known.advice and known.advice.decided),
        no_app=known.no_app,
        tasks=[task for task in customer.tasks(known.entries, known.app) if task.open],
        waiting=board.waiting(told, now),
        headline=board.headline(told, now),
        rows=board.recent(told),
        map=known.drawn,
        alt=maps.ALT,
        drafts=drafts.of(known, now),
        links=[(link, link.state(seconds)) for link in book.links()],
    )
