"""An attachment of a case, as plain text to be saved: never shown as a page of this server."""

from __future__ import annotations

from urllib.parse import quote

from starlette.responses import Response

from farhand.case import attachments
from farhand.hub import customer
from farhand.hub.desk import Asked, aside
from farhand.hub.forms import Refused
from farhand.hub.uploads import short
from farhand.hub.who import CUSTOMERS, USERS

PATHS = {"/cases/{case}/files/{digest}": USERS, "/shared/files/{digest}": CUSTOMERS}
METHOD = "GET"


async def answer(asked: Asked) -> Response:
    digest = asked.request.path_params["digest"]
    known = asked.book.known()
    theirs = customer.files(known.entries, known.story, asked.who)
    data = await aside(attachments.read, asked.book.folder, digest) if digest in theirs else None
    if data is None:
        raise Refused(404, "There is no such file in this case.")
    name = next((f.name for f in known.story.files if f.sha256 == digest), "file")
    disposition = f"attachment; filename*=UTF-8''{quote(short(name))}"
    headers = {"content-disposition": disposition, "content-security-policy": "default-src 'none'; sandbox"}
    return Response(data, media_type="text/plain", headers=headers)
