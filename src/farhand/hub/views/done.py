"""That nobody needs to be waited for any more: it was done, or is not needed."""

from __future__ import annotations

from starlette.responses import Response

from farhand.errors import Mistake
from farhand.hub import writing
from farhand.hub.desk import Asked, aside, back
from farhand.hub.who import WRITERS

PATHS, METHOD = {"/cases/{case}/done": WRITERS}, "POST"


async def answer(asked: Asked) -> Response:
    await aside(_done, asked, asked.form.text("of", 200))
    return back(asked, "waiting")


def _done(asked: Asked, number: str) -> None:
    if not any(wait.id == number and number for wait in asked.book.known().story.waits):
        raise Mistake("nobody is waited for in this matter any more")
    writing.add(asked.book, asked.who.author, ("done", {"of": number}))
