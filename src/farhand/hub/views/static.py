"""The style sheet, the script and the icon."""

from __future__ import annotations

from functools import cache
from importlib import resources

from starlette.responses import Response

from farhand.hub.desk import Asked
from farhand.hub.forms import Refused
from farhand.hub.who import ANYBODY

PATHS, METHOD = {"/static/{name}": ANYBODY}, "GET"
_FILES = {
    "style.css": ("text/css", (("farhand.faces", "templates/report.css"), ("farhand.hub", "static/hub.css"))),
    "icon.svg": ("image/svg+xml", (("farhand.hub", "static/icon.svg"),)),
    "hub.js": ("text/javascript", (("farhand.hub", "static/hub.js"),)),
}


async def answer(asked: Asked) -> Response:
    name = asked.request.path_params["name"]
    if name not in _FILES:
        raise Refused(404, "There is no such file.")
    kind, text = _FILES[name][0], _text(name)
    return Response(text, media_type=kind, headers={"cache-control": "private, max-age=300"})


@cache
def _text(name: str) -> str:
    parts = (resources.files(package).joinpath(path) for package, path in _FILES[name][1])
    return "".join(part.read_text("utf-8") for part in parts)
