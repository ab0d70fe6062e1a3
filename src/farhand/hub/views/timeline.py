"""All that happened in a case, oldest first."""

from __future__ import annotations

from starlette.responses import Response

from farhand.case import story
from farhand.hub import pages
from farhand.hub.desk import Asked
from farhand.hub.shelf import Book
from farhand.hub.who import USERS

PATHS, METHOD = {"/cases/{case}/timeline": USERS}, "GET"
#: Entries that one page shows.
MOST = 1000


async def answer(asked: Asked) -> Response:
    book, role = asked.book, asked.who.role
    key = ("timeline", book.name, role)
    return await asked.desk.pages.cached(key, book.version, asked.who, lambda: _page(book, role))


def _page(book: Book, role: str) -> str:
    told = story.of(book.entries())
    return pages.render(
        "timeline.html",
        role,
        name=book.name,
        story=told,
        rows=told.timeline[-MOST:],
        left_out=len(told.timeline[:-MOST]),
    )
