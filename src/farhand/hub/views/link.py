"""A customer's link: its token becomes a session, and leaves the address at once.

The answer is a page that goes on by itself, not a redirect: a browser that comes from a mail or a chat would
not send the session's cookie along a redirect, because it is for this site's own pages only.
"""

from __future__ import annotations

from dataclasses import replace

from starlette.responses import Response

from farhand.hub import links, pages
from farhand.hub.desk import Asked, Desk, aside
from farhand.hub.forms import Refused
from farhand.hub.links import Link
from farhand.hub.routes import ENDED
from farhand.hub.views.login import put_cookie
from farhand.hub.who import ANYBODY, NOBODY
from farhand.words import _, speaking

PATHS, METHOD = {"/link/{token}": ANYBODY}, "GET"


async def answer(asked: Asked) -> Response:
    desk = asked.desk
    if not desk.rates.allows("link", desk.peer(asked.request), desk.settings.limits.links):
        raise Refused(429, "Too many links were tried from this address. Wait five minutes.")
    board, link = await aside(_find, desk, asked.request.path_params["token"])
    if link is None:
        with speaking(asked.who.lang):
            raise Refused(401, _(ENDED))
    end = min(link.ends(), desk.clock() + desk.settings.limits.whole)
    if asked.who.session:
        desk.state.end(asked.who.session)
    token = desk.state.begin(end, board=board, link=link.id)
    made = pages.page(replace(NOBODY, lang=asked.who.lang), "moved.html")
    made.headers["referrer-policy"] = "no-referrer"
    put_cookie(made, desk, token, int(end - desk.clock()))
    return made


def _find(desk: Desk, token: str) -> tuple[str, Link | None]:
    """The case and the link that holds; every case is looked at, whichever it is."""
    board, found = "", None
    for book in desk.shelf.every():
        link = links.match(token, book.links())
        if link is not None and link.holds(desk.clock()):
            board, found = book.name, link
    return board, found
