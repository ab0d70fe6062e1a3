"""Around an ASGI app: answers Farhand's own paths, passes everything else on untouched.

What is answered on the app's loop is read from memory. All that may take longer is made on a thread of
Farhand's, and the loop only waits for it.
"""

from __future__ import annotations

import asyncio

from farhand.embed import beat, router
from farhand.embed.exchange import APP, MOST_BODY, MOUNT, Answer, Request, problem
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
        self._loops: set[int] = set()

    def __getattr__(self, name: str) -> Any:
        if name == "app":
            raise AttributeError(name)
        return getattr(self.app, name)

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        kind = scope["type"]
        if kind == "http":
            door = self._door(scope["path"])
            if door:
                await self._own(door, scope, receive, send)
                return
        elif kind == "lifespan":
            send = _noting(send)
        process = current()
        if process is not None:
            self._see_loop(process, scope)
        await self.app(scope, receive, send)

    def _door(self, path: str) -> str:
        if path in self._doors.own:
            return APP
        mount = self._doors.mount
        return MOUNT if mount and path.startswith(mount) and path[len(mount) :][:1] in ("", "/") else ""

    def _see_loop(self, process: Process, scope: Message) -> None:
        """Once for each loop: whoever watches loops is told of it, and the thread runs."""
        if process.address is None:
            process.address = _address(scope)
        loop = asyncio.get_running_loop()
        if id(loop) not in self._loops:
            self._loops.add(id(loop))
            process.loops.append(loop)
            beat.wake(process)

    async def _own(self, door: str, scope: Message, receive: Receive, send: Send) -> None:
        process = current()
        if process is None:
            await _send(send, problem(503, "Farhand is not installed in this process"), scope["method"])
            return
        body = await _body(receive)
        if body is None:
            await _send(send, problem(413, f"the body is longer than {MOST_BODY} bytes"), scope["method"])
            return
        request = _request(door, self._doors.mount, scope, body)
        if router.is_quick(request):
            answer = router.answer(process, request)
        else:
            answer = await _on_a_thread(lambda: router.answer(process, request))
        await _send(send, answer, request.method)


def _address(scope: Message) -> tuple[str, int, bool] | None:
    """Where the server listens, as it says; None on a Unix socket."""
    server = scope.get("server") or ("", None)
    return (str(server[0]), server[1], scope.get("scheme") == "https") if server[1] else None


def _request(door: str, mount: str, scope: Message, body: bytes) -> Request:
    path = scope["path"]
    headers = {k.decode("latin-1").lower(): v.decode("latin-1") for k, v in scope.get("headers", ())}
    client = scope.get("client") or ("", 0)
    return Request(
        scope["method"],
        path[len(mount) :] if door == MOUNT else path,
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


async def _on_a_thread(work: Callable[[], Answer]) -> Answer:
    """What `work` returns, made on a thread of Farhand's own: the app's thread pool is not touched."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[Answer] = loop.create_future()

    def hand_over(answer: Answer) -> None:
        if not done.done():
            done.set_result(answer)

    def run() -> None:
        answer = work()
        try:
            loop.call_soon_threadsafe(hand_over, answer)
        except RuntimeError:  # the loop has been closed meanwhile
            pass

    if not router.on_a_thread(run):
        return router.busy()
    return await done


async def _send(send: Send, answer: Answer, method: str) -> None:
    headers = [(k.lower().encode("latin-1"), v.encode("latin-1")) for k, v in router.headers(answer)]
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if method == "HEAD" else answer.body})


def _noting(send: Send) -> Send:
    """The app's own word on its start and its end makes it ready, and no longer ready."""

    async def noting(message: Message) -> None:
        process = current()
        if process is not None:
            if message["type"] == "lifespan.startup.complete":
                process.ready = process.started = True
            elif message["type"].startswith("lifespan.shutdown"):
                process.ready = False
                beat.end(process)  # some servers end by a signal after this, and then nothing runs any more
        await send(message)

    return noting
