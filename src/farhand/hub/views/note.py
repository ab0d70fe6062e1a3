"""A note for the vendor's own people; the customer does not see it."""

from __future__ import annotations

from starlette.responses import Response

from farhand.hub import writing
from farhand.hub.desk import Asked, aside, back
from farhand.hub.forms import Refused
from farhand.hub.who import WRITERS

PATHS, METHOD = {"/cases/{case}/note": WRITERS}, "POST"


async def answer(asked: Asked) -> Response:
    text = asked.form.text("text")
    if not text:
        raise Refused(400, "There was nothing in the box.")
    body = {"says": await aside(asked.masked, text)}
    await aside(writing.add, asked.book, asked.who.author, ("note", body))
    return back(asked, "timeline")
