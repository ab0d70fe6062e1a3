"""Ask the customer the step that is worth most now: from here on they see it."""

from __future__ import annotations

from starlette.responses import Response

from farhand.errors import Mistake
from farhand.exchange import asking
from farhand.hub import customer, writing
from farhand.hub.desk import Asked, aside, back
from farhand.hub.who import WRITERS

PATHS, METHOD = {"/cases/{case}/ask": WRITERS}, "POST"


async def answer(asked: Asked) -> Response:
    await aside(_ask, asked, asked.form.text("id", 200))
    return back(asked, "next")


def _ask(asked: Asked, number: str) -> None:
    known = asked.book.known()
    advice = known.advice
    steps = (*advice.steps, *advice.open, *advice.rest) if advice else ()
    step = next((one for one in steps if one.id == number), None)
    if step is None or known.app is None:
        raise Mistake(
            "this step is not worth asking any more: the case has changed meanwhile. Look at it again"
        )
    if any(one.id == number and one.open for one in known.asked):
        return
    body = asking.entry(step, known.app, customer.CHANNEL, asking.platform_of(known.app))
    writing.add(asked.book, asked.who.author, ("asked", body))
