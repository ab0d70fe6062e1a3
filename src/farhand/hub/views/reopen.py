"""A closed case, opened again."""

from __future__ import annotations

from starlette.responses import Response

from farhand.errors import Mistake
from farhand.hub import writing
from farhand.hub.desk import Asked, aside, back
from farhand.hub.who import LEADS

PATHS, METHOD = {"/cases/{case}/reopen": LEADS}, "POST"


async def answer(asked: Asked) -> Response:
    await aside(_reopen, asked, asked.form.text("says", 4000))
    return back(asked)


def _reopen(asked: Asked, says: str) -> None:
    if not asked.book.known().story.closed:
        raise Mistake("the case is open")
    writing.add(asked.book, asked.who.author, ("reopened", {"says": asked.masked(says)}))
