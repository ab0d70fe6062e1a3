"""What came back, pasted: taken apart, kept with its secrets masked, and weighed with all else."""

from __future__ import annotations

from starlette.responses import Response

from farhand.faces import answer as face
from farhand.hub import board, pages, writing
from farhand.hub.desk import Asked, aside, home
from farhand.hub.forms import Refused
from farhand.hub.who import CUSTOMER, CUSTOMERS, WRITERS
from farhand.redact import Redactor

PATHS, METHOD, BODY = {"/cases/{case}/answer": WRITERS, "/shared/answer": CUSTOMERS}, "POST", "paste"


async def answer(asked: Asked) -> Response:
    text = asked.form.text("text", asked.desk.settings.limits.paste)
    if not text:
        raise Refused(400, "There was nothing in the box. Paste what the command printed, then send it.")
    texts = [("paste", text)]
    found, known = await aside(writing.take, asked.book, asked.who.author, texts)
    taken = await aside(face.document, found, list(known.asked), [], Redactor())
    mine = asked.who.role == CUSTOMER
    return pages.page(
        asked.who,
        "answer.html",
        home=home(asked),
        taken=taken,
        kept=any(one.took for one in found),
        causes=[] if mine else board.found(known)[:3],
        verdict="" if mine else known.opinion.diagnosis.verdict,
    )
