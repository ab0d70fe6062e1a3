"""Starlette and all that is built on it, FastAPI first: wrapped in place, outside of all middleware.

`build_middleware_stack` is what Starlette calls once, before the first request, to put middleware around the
routes (starlette/applications.py); what it returns is what is served.
"""

from __future__ import annotations

from farhand.embed.process import Process
from farhand.embed.web.asgi import Asgi

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def wrap(app: Any, process: Process) -> Any:
    if not hasattr(app, "build_middleware_stack"):  # middleware or a router: wrapped from outside
        return Asgi(app)
    build = app.build_middleware_stack
    app.build_middleware_stack = lambda: Asgi(build())
    if getattr(app, "middleware_stack", None) is not None:
        app.middleware_stack = Asgi(app.middleware_stack)
    app.__farhand__ = True
    return app
