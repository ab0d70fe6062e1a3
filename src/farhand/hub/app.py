"""The application: all doors, behind the guard."""

from __future__ import annotations

from collections.abc import Callable

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from farhand.hub import routes
from farhand.hub.desk import Desk
from farhand.hub.guard import Guard


def make(desk: Desk) -> Guard:
    """The ASGI application of one workbench."""
    doors = [Route(d.path, routes.endpoint(desk, d), methods=[d.method]) for d in routes.every()]
    inner = Starlette(routes=doors, exception_handlers={HTTPException: _elsewhere(desk)})
    return Guard(inner, desk.settings)


def _elsewhere(desk: Desk) -> Callable[[Request, Exception], Response]:
    """What is asked for at no door, or in a way that the door does not know."""

    def answer(request: Request, error: Exception) -> Response:
        status = getattr(error, "status_code", 500)
        says = (
            "There is no page at this address." if status == 404 else "This address is not used in that way."
        )
        return routes.message(desk.reader(request), status, says)

    return answer
