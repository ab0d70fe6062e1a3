"""Name and password to a session, which begins with a fresh token, whatever the browser brought."""

from __future__ import annotations

import asyncio

from starlette.responses import RedirectResponse, Response

from farhand.hub import passwords, views
from farhand.hub.desk import Asked, Desk, aside
from farhand.hub.views import login_page
from farhand.hub.who import ANYBODY

PATHS, METHOD = {"/login": ANYBODY}, "POST"
_WRONG = "The name or the password is not right."
_OFTEN = "Too many attempts. Wait five minutes, then try again."
#: A comparison takes 64 MiB for a moment: few at once.
_ROOM = asyncio.Semaphore(2)


async def answer(asked: Asked) -> Response:
    desk, name = asked.desk, asked.form.text("name", 100)
    rate = desk.settings.limits.logins
    # By name, too, for those who have many addresses; more often, lest others keep somebody out.
    if not (
        desk.rates.allows("login", desk.peer(asked.request), rate)
        and desk.rates.allows("login name", name, (5 * rate[0], rate[1]))
    ):
        return login_page.form(desk, 429, _OFTEN)
    async with _ROOM:
        given = asked.form.fields.get("password", "")
        good = await aside(passwords.matches, given, desk.state.hash_of(name))
    if not good:
        return login_page.form(desk, 401, _WRONG)
    if asked.who.session:
        desk.state.end(asked.who.session)
    return begun(desk, desk.state.begin(desk.clock() + desk.settings.limits.whole, user=name))


def begun(desk: Desk, token: str) -> Response:
    made = RedirectResponse("/", 303)
    put_cookie(made, desk, token, desk.settings.limits.whole)
    made.delete_cookie(
        views.START, path="/login", secure=desk.settings.secure, httponly=True, samesite="strict"
    )
    return made


def put_cookie(response: Response, desk: Desk, token: str, seconds: int) -> None:
    """The session's cookie: for this server only, sent from its own pages only, out of reach of scripts."""
    response.set_cookie(
        desk.settings.cookie,
        token,
        max_age=seconds,
        path="/",
        secure=desk.settings.secure,
        httponly=True,
        samesite="strict",
    )
