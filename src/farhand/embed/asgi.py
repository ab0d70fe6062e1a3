"""Around an ASGI app: answers Farhand's own paths, passes everything else on untouched.

What is answered on the app's loop is read from memory. All that may take longer is made on a thread of
Farhand's, and the loop only waits for it.
"""

from __future__ import annotations

from farhand.embed import beat, failures, life, loop, router
from farhand.embed.exchange import MOST_BODY, Answer, Request, problem
from farhand.embed.process import Process, current

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, MutableMapping
    from typing import Any

    Message = MutableMapping[str, Any]
    Receive = Callable[[], Awaitable[Message]]
    Send = Callable[[Message], Awaitable[None]]
    App = Callable[[Message, Receive, Send], Awaitable[None]]


class Asgi:
    """The wrapped app. Attributes of the inner app are seen through it."""

    __farhand__ = True

    def __init__(self, app: App, process: Process) -> None:
        self.app = app
        self._doors = process.settings.doors

    def __getattr__(self, name: str) -> Any:
        if name == "app":
            raise AttributeError(name)
        return getattr(self.app, name)

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        process = current()
        if process is None or scope["type"] not in ("http", "websocket"):
            await self._other(process, scope, receive, send)
            return
        if process.asleep:
            beat.start(process)
        if process.address is None:
            process.address = _address(scope)
        loop.see(process)
        if scope["type"] == "http":
            path = _path(scope)
            door = self._doors.door(path)
            if door:
                await self._own(process, door, path, scope, receive, send)
                return
        try:
            await self.app(scope, receive, send)
        except Exception as error:
            failures.note(error, source="asgi")
            raise

    async def _other(self, process: Process | None, scope: Message, receive: Receive, send: Send) -> None:
        if process is None or scope["type"] != "lifespan":
            await self.app(scope, receive, send)
        else:
            await _lifespan(self.app, process, scope, receive, send)

    async def _own(
        self, process: Process, door: str, path: str, scope: Message, receive: Receive, send: Send
    ) -> None:
        body = await _body(receive)
        if body is None:
            await _send(send, problem(413, f"the body is longer than {MOST_BODY} bytes"), scope["method"])
            return
        request = _request(door, self._doors.inner(door, path), scope, body)
        await _send(send, await loop.answer(process, request), request.method)


def _address(scope: Message) -> tuple[str, int, bool] | None:
    """Where the server listens, as it says; None on a Unix socket."""
    server = scope.get("server") or ("", None)
    return (str(server[0]), server[1], scope.get("scheme") == "https") if server[1] else None


def _path(scope: Message) -> str:
    """The path as the app's own routes see it: without the prefix under which a proxy has put it."""
    path: str = scope["path"]
    root: str = scope.get("root_path") or ""
    return path[len(root) :] if root and path.startswith(root) and path[len(root) :][:1] == "/" else path


def _request(door: str, path: str, scope: Message, body: bytes) -> Request:
    headers = {k.decode("latin-1").lower(): v.decode("latin-1") for k, v in scope.get("headers", ())}
    client = scope.get("client") or ("", 0)
    return Request(
        scope["method"],
        path,
        router.query(scope.get("query_string", b"").decode("latin-1")),
        headers,
        body,
        door,
        str(client[0]),
    )


async def _body(receive: Receive) -> bytes | None:
    """The body; None where it is longer than any that is asked for here."""
    parts: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return b"".join(parts)
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        if size > MOST_BODY:
            return None
        if not message.get("more_body"):
            return b"".join(parts)


async def _send(send: Send, answer: Answer, method: str) -> None:
    headers = [(k.lower().encode("latin-1"), v.encode("latin-1")) for k, v in router.headers(answer)]
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if method == "HEAD" else answer.body})


def _end(process: Process) -> None:
    """Servers end by the signal that they were sent, and then nothing runs that could write a last word."""
    from farhand.embed.failures import last_words

    last_words.ended("shutdown")
    life.end(process)


async def _lifespan(app: App, process: Process, scope: Message, receive: Receive, send: Send) -> None:
    """The app's own word on its start and its end makes it ready, and no longer ready."""
    failed = process.started = False

    async def hear() -> Message:
        message = await receive()
        if message["type"] == "lifespan.shutdown":
            process.ready = False
        return message

    async def tell(message: Message) -> None:
        nonlocal failed
        if message["type"] == "lifespan.startup.complete":
            process.ready = process.started = True
            life.begin(process)
            loop.see(process)
        elif message["type"] == "lifespan.startup.failed":
            failed = True
        elif message["type"].startswith("lifespan.shutdown."):
            _end(process)
        await send(message)

    try:
        await app(scope, hear, tell)
    finally:
        process.started = not failed  # also of an app that knows no lifespan: the server goes on without
