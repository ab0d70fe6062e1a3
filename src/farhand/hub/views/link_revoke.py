"""The end of a link before its time; whoever came by it is out at once."""

from __future__ import annotations

from starlette.responses import Response

from farhand.errors import Mistake
from farhand.hub import writing
from farhand.hub.desk import Asked, aside, back
from farhand.hub.who import LEADS

PATHS, METHOD = {"/cases/{case}/links/revoke": LEADS}, "POST"


async def answer(asked: Asked) -> Response:
    await aside(_revoke, asked, asked.form.text("id", 100))
    return back(asked, "links")


def _revoke(asked: Asked, number: str) -> None:
    known = asked.book.links(now=True)
    if not any(link.id == number for link in known):
        raise Mistake("there is no such link")
    if not any(link.id == number and link.revoked for link in known):
        writing.add(asked.book, asked.who.author, ("revoked", {"id": number}))
