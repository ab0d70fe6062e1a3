"""A message that the customer reads on their page: the only way in which they learn what we think."""

from __future__ import annotations

import secrets

from starlette.responses import Response

from farhand.hub import customer, writing
from farhand.hub.desk import Asked, aside, back
from farhand.hub.forms import Refused
from farhand.hub.who import WRITERS

PATHS, METHOD = {"/cases/{case}/share": WRITERS}, "POST"


async def answer(asked: Asked) -> Response:
    text = await aside(asked.masked, asked.form.text("text"))
    if not text:
        raise Refused(400, "There was nothing in the box.")
    body = {
        "id": secrets.token_hex(4),
        "to": "the customer",
        "channel": customer.CHANNEL,
        "what": "a message",
    }
    row = ("sent", {**body, "bytes": len(text.encode()), "text": text})
    await aside(writing.add, asked.book, asked.who.author, row)
    return back(asked, "timeline")
