"""Litestar:

`app.asgi_handler` is the stack of middleware around the routes that `Litestar.__call__` serves.
"""

from __future__ import annotations

from farhand.embed.asgi import Asgi
from farhand.embed.process import Process

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def wrap(app: Any, process: Process) -> Any:
    if not hasattr(app, "asgi_handler"):
        return Asgi(app, process)
    app.asgi_handler = Asgi(app.asgi_handler, process)
    return app
