"""Server-sent events: that a case has changed, and nothing of what it says. A page then loads itself anew."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

from starlette.responses import Response, StreamingResponse

from farhand.case import story
from farhand.hub import customer
from farhand.hub.desk import Asked, Desk
from farhand.hub.forms import Refused
from farhand.hub.shelf import Book
from farhand.hub.who import CUSTOMER, CUSTOMERS, NOBODY, USERS, Who

PATHS, METHOD = {"/cases/{case}/events": USERS, "/shared/events": CUSTOMERS}, "GET"
#: Seconds between two looks, and looks after which something is sent in any case.
_LOOK, _STILL = 0.5, 30


async def answer(asked: Asked) -> Response:
    desk, who = asked.desk, asked.who
    if desk.streams.get(who.session, 0) >= desk.settings.limits.streams:
        raise Refused(429, "This case is open in too many windows.")
    headers = {"x-accel-buffering": "no"}
    return StreamingResponse(_events(desk, who, asked.book), media_type="text/event-stream", headers=headers)


async def _events(desk: Desk, who: Who, book: Book) -> AsyncIterator[str]:
    """Ends where the session ends; before anything is sent it is asked whether it still holds."""
    desk.streams[who.session] = desk.streams.get(who.session, 0) + 1
    last, looks = -1, 0
    try:
        while not desk.stopping:
            now = _version(who, book)
            if now != last or looks % _STILL == 0:
                if desk.who_is(who.session) != replace(who, lang=NOBODY.lang):
                    yield "event: ended\ndata: 0\n\n"
                    return
                yield f"event: version\ndata: {now}\n\n" if now != last else ": still here\n\n"
            last, looks = now, looks + 1
            await asyncio.sleep(_LOOK)
    finally:
        desk.streams[who.session] -= 1
        if desk.streams[who.session] <= 0:
            del desk.streams[who.session]


def _version(who: Who, book: Book) -> int:
    if who.role != CUSTOMER:
        return book.version
    entries = book.entries()
    return book.customer_version(lambda: customer.version(entries, story.of(entries)))
