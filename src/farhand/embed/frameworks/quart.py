"""Quart: `app.asgi_app` is the documented place to wrap (Quart, "Middleware")."""

from __future__ import annotations

from farhand.embed.process import Process
from farhand.embed.web.asgi import Asgi

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def wrap(app: Any, process: Process) -> Any:
    app.asgi_app = Asgi(app.asgi_app)
    app.__farhand__ = True
    return app
