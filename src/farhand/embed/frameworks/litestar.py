"""Litestar: `app.asgi_handler` is the stack of middleware around the routes that `Litestar.__call__` serves.

Its start and its end it tells by `on_startup` and `on_shutdown`; they do not come by the stack.
"""

from __future__ import annotations

from farhand.embed import life
from farhand.embed.process import Process, current
from farhand.embed.web import waiting
from farhand.embed.web.asgi import Asgi

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def wrap(app: Any, process: Process) -> Any:
    if not hasattr(app, "asgi_handler"):
        return Asgi(app)
    if isinstance(app.asgi_handler, Asgi):
        return app
    app.asgi_handler = Asgi(app.asgi_handler)
    app.on_startup.insert(0, _begins)
    app.on_startup.append(_has_begun)
    app.on_shutdown.insert(0, _ends)
    return app


async def _begins() -> None:
    process = current()
    if process is not None:
        process.started = False


async def _has_begun() -> None:
    process = current()
    if process is not None:
        process.started = process.ready = True
        waiting.see(life.begin(process))


async def _ends() -> None:
    process = current()
    if process is not None:
        process.ready = False
        life.end(process)
