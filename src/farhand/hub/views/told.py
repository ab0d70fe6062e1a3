"""What a person says to a question that was asked."""

from __future__ import annotations

from starlette.responses import Response

from farhand.answers import asked as questions
from farhand.hub import writing
from farhand.hub.desk import Asked, aside, back
from farhand.hub.who import CUSTOMERS, WRITERS

PATHS, METHOD = {"/cases/{case}/told": WRITERS, "/shared/told": CUSTOMERS}, "POST"


async def answer(asked: Asked) -> Response:
    number, word, text = (asked.form.text(name, 4000) for name in ("id", "choice", "text"))
    await aside(_tell, asked, number, word, text)
    return back(asked, "next")


def _tell(asked: Asked, number: str, word: str, text: str) -> None:
    one = questions.find(questions.of(asked.book.entries(now=True)), number)
    name = questions.choice(one, word)
    said = asked.masked(text or one.choices[name])
    writing.add(asked.book, asked.who.author, ("told", {"id": number, "choice": name, "text": said}))
    writing.weighed(asked.book, asked.who.author)
