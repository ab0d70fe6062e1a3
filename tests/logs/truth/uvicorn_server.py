"""uvicorn, traced: start, requests, a lifespan, errors, the end."""

from __future__ import annotations

import socket
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import uvicorn

from tests.logs.truth._web import PATHS


async def app(scope: dict[str, Any], receive: Any, send: Any) -> None:
    if scope["type"] == "lifespan":
        await receive()
        await send({"type": "lifespan.startup.complete"})
        return
    if scope["path"].endswith("500"):
        raise ValueError("broken")
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
    await send({"type": "http.response.body", "body": b"ok"})


def run(folder: Path) -> None:
    server = uvicorn.Server(
        uvicorn.Config(app, port=0, log_config=None, log_level="trace", lifespan="on", http="h11")
    )
    threading.Thread(target=server.run, daemon=True).start()
    while not server.started:
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    for path in PATHS * 3:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5).read()
        except urllib.error.HTTPError:
            pass
    with socket.create_connection(("127.0.0.1", port), 2) as peer:
        peer.sendall(b"no HTTP at all\r\n\r\n")
        peer.recv(1000)
    server.should_exit = True
    time.sleep(0.5)
