"""Keep a file that was shown as it would be kept, or forget it."""

from __future__ import annotations

from starlette.responses import Response

from farhand.case import attachments
from farhand.hub import writing
from farhand.hub.desk import Asked, aside, back
from farhand.hub.forms import Refused
from farhand.hub.uploads import Masked
from farhand.hub.who import CUSTOMERS, WRITERS

PATHS, METHOD = {"/cases/{case}/keep": WRITERS, "/shared/keep": CUSTOMERS}, "POST"


async def answer(asked: Asked) -> Response:
    file = asked.desk.uploads.take(asked.who.session, asked.form.text("upload", 100))
    if file is None:
        raise Refused(409, "This file is not held any more, and it was not kept. Choose it again.")
    if asked.form.text("do", 10) == "keep":
        await aside(_keep, asked, file)
    return back(asked, "files")


def _keep(asked: Asked, file: Masked) -> None:
    digest = attachments.keep(asked.book.folder, file.data)
    body = {"sha256": digest, "name": file.name, "bytes": len(file.data), "type": "text/plain"}
    rows = [("file", body), *file.answers]
    writing.add(asked.book, asked.who.author, *rows)
    if file.answers:
        writing.weighed(asked.book, asked.who.author)
