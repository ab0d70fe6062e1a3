"""Flask: `app.wsgi_app` is the documented place to wrap (Flask, "Hooking in WSGI Middleware")."""

from __future__ import annotations

from farhand.embed.process import Process
from farhand.embed.web.wsgi import Wsgi

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def wrap(app: Any, process: Process) -> Any:
    app.wsgi_app = Wsgi(app.wsgi_app)
    app.__farhand__ = True
    return app
