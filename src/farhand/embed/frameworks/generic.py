"""Any other callable: Django's handlers, Bottle, an app inside of middleware, a serverless handler."""

from __future__ import annotations

from farhand.embed.frameworks import is_asgi, is_handler
from farhand.embed.process import Process

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def wrap(app: Any, process: Process) -> Any:
    if not callable(app):
        raise TypeError(f"{type(app).__name__} is no app: it cannot be called")
    if is_handler(app):
        from farhand.embed.frameworks import _serverless

        return _serverless.wrap(app, process)
    if is_asgi(app):
        from farhand.embed.web.asgi import Asgi

        return Asgi(app)
    from farhand.embed.web.wsgi import Wsgi

    return Wsgi(app)
