"""Any other ASGI or WSGI callable: Django's handlers, Bottle, a function, an app inside of middleware."""

from __future__ import annotations

from farhand.embed.asgi import Asgi
from farhand.embed.frameworks import is_asgi
from farhand.embed.process import Process
from farhand.embed.wsgi import Wsgi

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def wrap(app: Any, process: Process) -> Any:
    if not callable(app):
        raise TypeError(f"{type(app).__name__} is no ASGI or WSGI app: it cannot be called")
    return Asgi(app, process) if is_asgi(app) else Wsgi(app, process)
