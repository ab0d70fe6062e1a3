"""The end of a case: what it was."""

from __future__ import annotations

from starlette.responses import Response

from farhand.concluding import postmortem
from farhand.errors import Mistake
from farhand.hub import writing
from farhand.hub.desk import Asked, aside, back
from farhand.hub.forms import Refused
from farhand.hub.who import LEADS

PATHS, METHOD = {"/cases/{case}/close": LEADS}, "POST"


async def answer(asked: Asked) -> Response:
    says = asked.form.text("says", 4000)
    if not says:
        raise Refused(400, "Say in a sentence what it was, so that the next one can read it.")
    await aside(_close, asked, says)
    return back(asked)


def _close(asked: Asked, says: str) -> None:
    known = asked.book.known()
    if known.story.closed:
        raise Mistake("the case is closed already")
    root = postmortem.root(known.story)
    body = {
        "says": asked.masked(says),
        "cause": root.cause if root else "",
        "subject": root.subject if root else "",
    }
    writing.add(asked.book, asked.who.author, ("closed", body))
