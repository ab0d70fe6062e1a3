"""Around an ASGI app: answers Farhand's own paths, passes everything else on untouched.

What is answered on the app's loop is read from memory. All that may take longer is made on a thread of
Farhand's, and the loop only waits for it.
"""

from __future__ import annotations

from farhand.embed import beat, failures, life
from farhand.embed.process import Process, current
from farhand.embed.records import context
from farhand.embed.web import router, waiting
from farhand.embed.web.exchange import MOST_BODY, Answer, Request, problem
from farhand.embed.web.shim import Shim

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, MutableMapping
    from typing import Any

    Message = MutableMapping[str, Any]
    Receive = Callable[[], Awaitable[Message]]
    Send = Callable[[Message], Awaitable[None]]
    App = Callable[[Message, Receive, Send], Awaitable[None]]


class Asgi(Shim):
    """The wrapped app."""

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        process = current()
        kind = scope["type"]
        if process is not None:
            if kind == "lifespan":
                await _lifespan(self.app, process, scope, receive, send)
                return
            if process.asleep or not process.loops or process.address is None:
                _see(process, scope)
            if kind == "http":
                path = _inner(scope["path"], scope["root_path"]) if scope.get("root_path") else scope["path"]
                doors = self._known or self._doors
                if path in doors.own or (doors.mount and doors.door(path)):
                    await self._own(process, doors.door(path), path, scope, receive, send)
                    return
        token = context.begin(*_ids(scope.get("headers", ())))
        try:
            await self.app(scope, receive, send)
        except Exception as error:
            failures.note(error, source="asgi")
            raise
        finally:
            context.end(token)

    async def _own(
        self, process: Process, door: str, path: str, scope: Message, receive: Receive, send: Send
    ) -> None:
        body = await _body(receive)
        if body is None:
            await _send(send, problem(413, f"the body is longer than {MOST_BODY} bytes"), scope["method"])
            return
        request = _request(door, self._doors.inner(door, path), scope, body)
        await _send(send, await waiting.answer(process, request), request.method)


def _ids(headers: Iterable[tuple[bytes, bytes]]) -> tuple[str, str]:
    """What the caller says of the trace and of the request, for the records that are made meanwhile."""
    trace = request = b""
    for name, value in headers:
        if name == b"traceparent":
            trace = value
        elif name == b"x-request-id":
            request = value
    return trace.decode("latin-1"), request.decode("latin-1")


def _address(scope: Message) -> tuple[str, int, bool] | None:
    """Where the server listens, as it says; None on a Unix socket."""
    server = scope.get("server") or ("", None)
    return (str(server[0]), server[1], scope.get("scheme") == "https") if server[1] else None


def _see(process: Process, scope: Message) -> None:
    """At the first request, and after a fork: where the app listens, on which loop, and that it is awake."""
    if process.asleep:
        beat.start(process)
    if process.address is None:
        process.address = _address(scope)
    waiting.see(process)


def _inner(path: str, root: str) -> str:
    """The path as the app's own routes see it: without the prefix under which it is mounted."""
    return path[len(root) :] if path.startswith(root) and path[len(root) :][:1] == "/" else path


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
            waiting.see(process)
        elif message["type"] == "lifespan.startup.failed":
            failed = True
        elif message["type"].startswith("lifespan.shutdown."):
            life.end(process)  # some servers end by a signal after this, without any other notice
        await send(message)

    try:
        await app(scope, hear, tell)
    finally:
        process.started = not failed  # also of an app that knows no lifespan: the server goes on without
