"""All cases of the folder: where each hangs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timezone

from starlette.responses import Response

from farhand.case import story
from farhand.errors import Mistake
from farhand.hub import board, pages
from farhand.hub.desk import Asked, aside
from farhand.hub.shelf import Book
from farhand.hub.who import USERS

PATHS, METHOD = {"/": USERS}, "GET"


@dataclass(frozen=True)
class Line:
    """One case of the list. `damaged` says what is wrong with its file, where something is."""

    name: str
    title: str = ""
    site: str = ""
    app: str = ""
    state: str = ""
    hangs: str = ""
    late: bool = False
    last_at: str = ""
    damaged: str = ""


async def answer(asked: Asked) -> Response:
    rows = await aside(_rows, asked.desk.shelf.every(), datetime.now(timezone.utc))
    return pages.page(asked.who, "cases.html", rows=rows)


def _rows(books: list[Book], now: datetime) -> list[Line]:
    """The open ones first, and of these the ones that have waited longest."""
    rows = [_row(book, now) for book in books]
    return sorted(rows, key=lambda r: (r.state == story.CLOSED, not r.late, r.last_at))


def _row(book: Book, now: datetime) -> Line:
    try:
        told = story.of(book.entries())
    except Mistake as mistake:
        return Line(book.name, book.name, damaged=str(mistake))
    late = any(row.late for row in board.waiting(told, now))
    hangs = board.headline(told, now)
    return Line(
        book.name, told.title or book.name, told.site, told.app, told.state, hangs, late, told.last_at
    )
