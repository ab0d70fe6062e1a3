"""aiohttp as server and client: access log, handlers that fail, bad requests."""

from __future__ import annotations

import asyncio
import socket
from pathlib import Path

from aiohttp import ClientSession, web

from tests.logs.truth._web import PATHS


def run(folder: Path) -> None:
    asyncio.run(_all())


async def _all() -> None:
    app = web.Application()
    app.router.add_route("*", "/users/{name}/profile", _ok)
    app.router.add_route("*", "/orders/{number}", _ok)
    app.router.add_get("/x/500", _fails)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    port = runner.addresses[0][1]
    async with ClientSession(
        f"http://127.0.0.1:{port}", headers={"Referer": "http://shop.example/a"}
    ) as session:
        for path in PATHS * 3:
            async with session.get(path) as answer:
                await answer.read()
    await asyncio.to_thread(_garbage, port)
    await runner.cleanup()


def _garbage(port: int) -> None:
    for raw in (b"HELLO\r\n\r\n", b"GET / HTTP/9\r\n\r\n", b"\x16\x03\x01\x02\x00"):
        with socket.create_connection(("127.0.0.1", port), 2) as peer:
            peer.sendall(raw)
            peer.recv(1000)


async def _ok(request: web.Request) -> web.Response:
    return web.Response(text="x" * len(request.path))


async def _fails(request: web.Request) -> web.Response:
    raise ValueError("no such order")
