"""The case as its customer sees it."""

from __future__ import annotations

from starlette.responses import Response

from farhand.hub import customer, pages
from farhand.hub.desk import Asked
from farhand.hub.shelf import Book
from farhand.hub.who import CUSTOMER, CUSTOMERS, USERS, Who
from farhand.words import speaking

PATHS, METHOD = {"/shared": CUSTOMERS, "/cases/{case}/as-customer": USERS}, "GET"


async def answer(asked: Asked) -> Response:
    """The vendor's people see the same page, without its forms: what do they see of what we write?"""
    book, who = asked.book, asked.who
    key = ("shared", book.name, who.role, who.lang)
    return await asked.desk.pages.cached(key, book.version, who, lambda: _spoken(book, who))


def _spoken(book: Book, who: Who) -> str:
    with speaking(who.lang):
        return _page(book, who.role)


def _page(book: Book, role: str) -> str:
    known = book.known()
    tasks = customer.tasks(known.entries, known.app)
    vendor = known.story.contact("vendor")
    return pages.render(
        "shared.html",
        role,
        name=book.name,
        version=customer.version(known.entries, known.story),
        title=known.story.title,
        app=known.story.app or (known.app.name if known.app else ""),
        contact=known.app.contact if known.app else "",
        vendor=vendor.shown if vendor else "",
        closed=known.story.closed,
        tasks=[task for task in tasks if task.open and not known.story.closed],
        done=[task for task in tasks if not task.open],
        sent=list(customer.sent(known.entries, known.story)),
        own=role == CUSTOMER,
    )
