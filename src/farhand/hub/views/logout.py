"""The end of a session, here and on the server."""

from __future__ import annotations

from starlette.responses import RedirectResponse, Response

from farhand.hub import pages
from farhand.hub.desk import Asked
from farhand.hub.who import CUSTOMER, CUSTOMERS, NOBODY, USERS

PATHS, METHOD = {"/logout": USERS | CUSTOMERS}, "POST"


async def answer(asked: Asked) -> Response:
    desk = asked.desk
    desk.state.end(asked.who.session)
    made: Response = RedirectResponse("/login", 303)
    if asked.who.role == CUSTOMER:
        says = "You have left the case. Open the link again when you want to come back."
        made = pages.page(NOBODY, "message.html", title="Goodbye", says=says)
    made.delete_cookie(
        desk.settings.cookie, path="/", secure=desk.settings.secure, httponly=True, samesite="strict"
    )
    return made
