"""A file: looked through for secrets in memory, and shown as it would be kept. Nothing is kept yet."""

from __future__ import annotations

from dataclasses import replace

from starlette.responses import Response

from farhand.case import compliance
from farhand.exchange import excerpt, masking, taking
from farhand.hub import pages, uploads
from farhand.hub.desk import Asked, aside, home
from farhand.hub.forms import Refused
from farhand.hub.uploads import Masked
from farhand.hub.who import CUSTOMERS, WRITERS
from farhand.redact import Redactor

PATHS, METHOD, BODY = {"/cases/{case}/upload": WRITERS, "/shared/upload": CUSTOMERS}, "POST", "upload"
STAYS = "Nothing is attached to this case, because the site has said that its data must stay there"


async def answer(asked: Asked) -> Response:
    form, limits = asked.form, asked.desk.settings.limits
    if not form.data:
        raise Refused(400, "No file was chosen, or it is empty.")
    entries = asked.book.entries()
    rules = compliance.of(entries)
    if not rules.attachments:
        raise Refused(409, f"{STAYS} ({rules.because}).")
    if sum(e.kind == "file" for e in entries) >= limits.files:
        raise Refused(409, f"This case holds {limits.files} files, and no more are taken.")
    file: Masked | None = await aside(_looked_through, asked, form.name, form.data)
    if file is None:
        raise Refused(415, uploads.NO_TEXT)
    return pages.page(
        asked.who,
        "file.html",
        home=home(asked),
        file=file,
        pieces=uploads.pieces(file.text[: uploads.SHOWN]),
        cut=len(file.text) > uploads.SHOWN,
        hidden=sum(file.counts.values()),
        upload=asked.desk.uploads.put(asked.who.session, file),
    )


def _looked_through(asked: Asked, name: str, data: bytes) -> Masked | None:
    """It is also read, while it is whole: what would the case keep of it beside the file itself?"""
    rows = asked.book.entries(now=True)
    app, _ = masking.declared(rows)
    file = uploads.masked(name, data, masking.redactor(app, rows))
    if file is None:
        return None
    short = len(data) <= asked.desk.settings.limits.paste
    found = taking.take([(file.name, data.decode("utf-8", "replace"))], rows) if short else []
    if any(one.took for one in found):
        kept = tuple(taking.entries(found, rows, Redactor(), masking.around(app, rows)))
        return replace(file, answers=kept, asked=True)
    counts = excerpt.of(file.name, file.text, app)
    body = {"id": "", "source": file.name, "text": counts}
    return replace(file, answers=(("answered", body),)) if counts else file
