"""That an escalation was handed over: from now on its receiver is waited for."""

from __future__ import annotations

from datetime import datetime, timezone

from starlette.responses import Response

from farhand.errors import Mistake
from farhand.hub import drafts, writing
from farhand.hub.desk import Asked, aside, back
from farhand.hub.who import WRITERS

PATHS, METHOD = {"/cases/{case}/escalate": WRITERS}, "POST"


async def answer(asked: Asked) -> Response:
    await aside(_escalate, asked, asked.form.text("id", 200), asked.form.text("digest", 100))
    return back(asked, "escalation")


def _escalate(asked: Asked, number: str, digest: str) -> None:
    now = datetime.fromtimestamp(asked.desk.clock(), timezone.utc)
    found = [one for one in drafts.of(asked.book.known(), now) if one.id == number and one.digest == digest]
    if not found:
        raise Mistake("this draft has changed meanwhile. Read it again, then send it")
    writing.add(asked.book, asked.who.author, ("escalated", found[0].body))
