"""A small HTTP server with answers as they are told."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Mapping
from email.utils import formatdate
from http import HTTPStatus
from typing import Any

from tests.lab.servers.listen import Tls, listen, serve, with_tls


def http(
    ip: str,
    port: int,
    *,
    status: int = 200,
    body: bytes | str = b'{"ok": true}',
    headers: Mapping[str, str] | None = None,
    tls: Tls = None,
    delay: float = 0.0,
    routes: Mapping[str, Any] | None = None,
    date_offset: float | None = 0.0,
) -> Callable[[Callable[[], None]], None]:
    """What a forked server runs. `date_offset` in seconds is added to the Date header; None leaves it out.

    `routes`: path -> status, body, (status, body), a dict of status, body, headers, delay, or a function
    of (method, path, headers, body) that returns one of these.
    """
    default = {"status": status, "body": body, "headers": headers or {}, "delay": delay}

    def answer(method: str, path: str, asked: Mapping[str, str], sent: bytes) -> bytes:
        route = (routes or {}).get(path, (routes or {}).get(path.split("?")[0], {}))
        reply = {**default, **_as_dict(route(method, path, asked, sent) if callable(route) else route)}
        time.sleep(reply["delay"])
        return _render(reply, method, date_offset)

    def run(ready: Callable[[], None]) -> None:
        server = listen(ip, port)
        ready()
        serve(server, with_tls(lambda connection: _talk(connection, answer), tls))

    return run


def _as_dict(route: Any) -> dict[str, Any]:
    if isinstance(route, int):
        return {"status": route}
    if isinstance(route, (bytes, str)):
        return {"body": route}
    return dict(zip(("status", "body", "headers"), route)) if isinstance(route, tuple) else dict(route)


def _talk(connection: socket.socket, answer: Callable[..., bytes]) -> None:
    """Requests one after the other on one connection, as long as the client likes."""
    stream = connection.makefile("rb")
    while True:
        words = stream.readline(65536).split()
        if len(words) < 2:
            return
        headers = _headers(stream)
        sent = stream.read(int(headers.get("content-length", "0") or 0))
        method, path = words[0].decode("latin-1"), words[1].decode("latin-1")
        if "://" in path:
            path = "/" + path.split("/", 3)[-1] if path.count("/") > 2 else "/"
        connection.sendall(answer(method, path, headers, sent))
        if headers.get("connection", "").lower() == "close" or words[-1] == b"HTTP/1.0":
            return


def _headers(stream: Any) -> dict[str, str]:
    found = {}
    for line in iter(lambda: stream.readline(65536), b""):
        if line in (b"\r\n", b"\n"):
            break
        name, _, value = line.decode("latin-1").partition(":")
        found[name.strip().lower()] = value.strip()
    return found


def _render(reply: Mapping[str, Any], method: str, date_offset: float | None) -> bytes:
    status = int(reply["status"])
    body = reply["body"].encode() if isinstance(reply["body"], str) else bytes(reply["body"])
    phrase = HTTPStatus(status).phrase if status in HTTPStatus._value2member_map_ else "Unknown"
    headers = {"Server": "lab", "Content-Type": "application/json", "Content-Length": str(len(body))}
    if date_offset is not None:
        headers["Date"] = formatdate(time.time() + date_offset, usegmt=True)
    rows = "".join(f"{k}: {v}\r\n" for k, v in {**headers, **reply["headers"]}.items() if v is not None)
    return f"HTTP/1.1 {status} {phrase}\r\n{rows}\r\n".encode("latin-1") + (b"" if method == "HEAD" else body)
