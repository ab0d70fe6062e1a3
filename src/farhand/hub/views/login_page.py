"""The form by which the vendor's people say who they are."""

from __future__ import annotations

import secrets

from starlette.responses import RedirectResponse, Response

from farhand.hub import pages, views
from farhand.hub.desk import Asked, Desk
from farhand.hub.who import ANYBODY, CUSTOMER, Who

PATHS, METHOD = {"/login": ANYBODY}, "GET"


async def answer(asked: Asked) -> Response:
    if asked.who.role:
        return RedirectResponse("/shared" if asked.who.role == CUSTOMER else "/", 303)
    return form(asked.desk)


def form(desk: Desk, status: int = 200, says: str = "") -> Response:
    """The form, bound to this browser by a cookie of its own."""
    start = secrets.token_urlsafe(32)
    made = pages.page(Who(csrf=desk.state.csrf(start)), "login.html", status, says=says)
    made.set_cookie(
        views.START,
        start,
        max_age=3600,
        path="/login",
        secure=desk.settings.secure,
        httponly=True,
        samesite="strict",
    )
    return made
