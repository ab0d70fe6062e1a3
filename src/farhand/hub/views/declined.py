"""That something is not done, and why: security does not allow it is evidence, too."""

from __future__ import annotations

from starlette.responses import Response

from farhand.answers import asked as questions
from farhand.hub import writing
from farhand.hub.desk import Asked, aside, back
from farhand.hub.who import CUSTOMERS, WRITERS

PATHS, METHOD = {"/cases/{case}/declined": WRITERS, "/shared/declined": CUSTOMERS}, "POST"


async def answer(asked: Asked) -> Response:
    number, why = asked.form.text("id", 200), asked.form.text("why", 2000)
    await aside(_decline, asked, number, why)
    return back(asked, "next")


def _decline(asked: Asked, number: str, why: str) -> None:
    questions.find(questions.of(asked.book.entries(now=True)), number)
    writing.add(asked.book, asked.who.author, ("declined", {"id": number, "why": asked.masked(why)}))
