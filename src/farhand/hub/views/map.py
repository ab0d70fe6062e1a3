"""The map as a picture. It is loaded as an image, where no script runs, and carries a policy of its own."""

from __future__ import annotations

from starlette.responses import Response

from farhand.hub.desk import Asked, aside
from farhand.hub.forms import Refused
from farhand.hub.who import USERS

PATHS, METHOD = {"/cases/{case}/map.svg": USERS}, "GET"
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


async def answer(asked: Asked) -> Response:
    drawn = (await aside(asked.book.known)).drawn
    if not drawn.svg:
        raise Refused(404, f"There is no map: {drawn.why}")
    return Response(drawn.svg, media_type="image/svg+xml", headers={"content-security-policy": _POLICY})
