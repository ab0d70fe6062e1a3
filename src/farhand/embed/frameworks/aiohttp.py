"""aiohttp: a middleware before all others, and the signals at the app's start and end ("Web Server").

aiohttp serves its Application itself, so that there is no callable to wrap.
"""

from __future__ import annotations

import sys

from farhand.embed import beat, life
from farhand.embed.process import Process, current
from farhand.embed.records import context
from farhand.embed.web import router, waiting
from farhand.embed.web.exchange import MOST_BODY, Answer, Request, problem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from typing import Any


def wrap(app: Any, process: Process) -> Any:
    if any(getattr(known, "__farhand__", False) for known in app.middlewares):
        return app
    web = sys.modules["aiohttp.web"]  # it is there: the app is one of its
    app.middlewares.insert(0, web.middleware(_middleware(web)))
    app.on_startup.append(_on_startup)
    app.on_shutdown.append(_on_shutdown)
    app.on_cleanup.append(_on_cleanup)
    return app


def _middleware(web: Any) -> Any:
    async def farhand(request: Any, handler: Callable[[Any], Awaitable[Any]]) -> Any:
        process = current()
        if process is None:
            return await handler(request)
        if process.asleep:
            beat.start(process)
        if process.address is None:
            process.address = _address(request)
        doors = process.settings.doors
        door = doors.door(request.path)
        if not door:
            return await _inner(handler, request)
        return _response(web, await _answer(process, door, doors.inner(door, request.path), request))

    farhand.__dict__["__farhand__"] = True
    return farhand


async def _inner(handler: Any, request: Any) -> Any:
    """What the app says. Records made meanwhile have the request's ids."""
    told = request.headers.get("traceparent", ""), request.headers.get("x-request-id", "")
    token = context.begin(*told)
    try:
        return await handler(request)
    finally:
        context.end(token)


def _address(request: Any) -> tuple[str, int, bool] | None:
    """Where the server listens; None on a Unix socket."""
    name = request.transport.get_extra_info("sockname") if request.transport is not None else None
    return (str(name[0]), int(name[1]), bool(request.secure)) if isinstance(name, tuple) else None


async def _answer(process: Process, door: str, path: str, request: Any) -> Answer:
    if (request.content_length or 0) > MOST_BODY:
        return problem(413, f"the body is longer than {MOST_BODY} bytes")
    headers = {k.lower(): v for k, v in request.headers.items()}
    query = router.query(request.rel_url.raw_query_string)
    body = await request.read()
    asked = Request(request.method, path, query, headers, body, door, request.remote or "")
    return await waiting.answer(process, asked)


def _response(web: Any, answer: Answer) -> Any:
    headers = [(k, v) for k, v in router.headers(answer) if k != "Content-Length"]
    return web.Response(status=answer.status, body=answer.body, headers=headers)


async def _on_startup(app: Any) -> None:
    process = current()
    if process is not None:
        process.ready = True
        waiting.see(life.begin(process))


async def _on_shutdown(app: Any) -> None:
    process = current()
    if process is not None:
        process.ready = False


async def _on_cleanup(app: Any) -> None:
    process = current()
    if process is not None:
        life.end(process)
