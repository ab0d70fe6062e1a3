"""A proxy of a company: it answers 407 to whoever has no password. Run as a script: python proxy407.py PORT.

With the password it lets through what is asked for, as CONNECT or as a plain request. Standard library only.
"""

from __future__ import annotations

import asyncio
import base64
import os
import sys
from urllib.parse import urlsplit

REFUSAL = (
    b'HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="company"\r\n'
    b"Content-Length: 0\r\nConnection: close\r\n\r\n"
)
#: Seconds and bytes for the head of one request.
PATIENCE_S, MOST_HEAD = 20, 65536


async def serve(port: int, secret: str, place: str = "127.0.0.1") -> None:
    """Until the process is ended. `secret`: "user:password"."""
    wanted = b"basic " + base64.b64encode(secret.encode())
    server = await asyncio.start_server(lambda r, w: _one(r, w, wanted), place, port, limit=MOST_HEAD)
    print("ready", server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


async def _one(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, wanted: bytes) -> None:
    try:
        head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), PATIENCE_S)
        if not _may(head, wanted):
            writer.write(REFUSAL)
            await writer.drain()
        else:
            await _through(head, reader, writer)
    except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, TimeoutError, ValueError):
        pass
    finally:
        writer.close()


def _may(head: bytes, wanted: bytes) -> bool:
    name = b"proxy-authorization: "
    given = [line[len(name) :] for line in head.split(b"\r\n") if line.lower().startswith(name)]
    return any(one[:6].lower() + one[6:] == wanted for one in given)


async def _through(head: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    method, target, _ = head.split(b"\r\n", 1)[0].decode("latin-1").split(" ", 2)
    place = urlsplit(f"//{target}" if method == "CONNECT" else target)
    onward, back = await asyncio.open_connection(place.hostname, place.port or 80)
    if method == "CONNECT":
        writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
    else:
        back.write(_plain(head, target))
    await asyncio.gather(_pump(reader, back), _pump(onward, writer))


def _plain(head: bytes, target: str) -> bytes:
    """The request as the server wants it: a path for the address, nothing for the proxy, and then the end."""
    place = urlsplit(target)
    path = (place.path or "/") + (f"?{place.query}" if place.query else "")
    first, *rest = head.split(b"\r\n")
    kept = [row for row in rest if row and not row.lower().startswith((b"proxy-", b"connection:"))]
    line = first.replace(target.encode("latin-1"), path.encode("latin-1"), 1)
    return b"\r\n".join([line, *kept, b"Connection: close", b"", b""])


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while piece := await reader.read(MOST_HEAD):
            writer.write(piece)
            await writer.drain()
    finally:
        writer.close()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), os.environ["SECRET"], *sys.argv[2:3]))
