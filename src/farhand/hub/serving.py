"""The server: uvicorn on one port, until it is told to stop.  I/O."""

from __future__ import annotations

import socket
import sys
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

import uvicorn

from farhand.errors import Mistake
from farhand.hub import app
from farhand.hub.desk import Desk
from farhand.hub.settings import Settings


@dataclass(frozen=True)
class Listening:
    """Address and port, and the files of the certificate with its key where the server does TLS itself."""

    host: str
    port: int
    cert: Path | None = None
    key: Path | None = None


class _Server(uvicorn.Server):
    """Says where it is only when it answers there, and lets its open pages go when it stops."""

    def __init__(self, config: uvicorn.Config, desk: Desk, says: str) -> None:
        super().__init__(config)
        self._desk, self._says = desk, says

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            print(self._says, file=sys.stderr, flush=True)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self._desk.stopping = True
        super().handle_exit(sig, frame)


def serve(settings: Settings, listening: Listening) -> None:
    """Serve until SIGINT or SIGTERM. Raises Mistake where the port or the certificate cannot be used."""
    desk = Desk(settings)
    try:
        says = f"farhand case serve: {min(settings.origins)} (Ctrl-C ends it)"
        if not desk.state.users():
            print("farhand case serve: nobody may log in yet: farhand case user add NAME", file=sys.stderr)
        _Server(_config(desk, listening), desk, says).run()
    except OSError as error:
        raise Mistake(
            f"cannot listen on {listening.host}:{listening.port}: {error.strerror or error}"
        ) from None
    except SystemExit:
        raise Mistake(
            f"cannot listen on {listening.host}:{listening.port}: is another server there?"
        ) from None
    finally:
        desk.close()


def _config(desk: Desk, listening: Listening) -> uvicorn.Config:
    """No log of requests: an address may be a customer's link. `routes` tells of faults, without evidence."""
    tls = {"ssl_certfile": listening.cert, "ssl_keyfile": listening.key} if listening.cert else {}
    return uvicorn.Config(
        app.make(desk),
        host=listening.host,
        port=listening.port,
        access_log=False,
        log_level="critical",
        server_header=False,
        date_header=True,
        proxy_headers=False,
        lifespan="off",
        timeout_graceful_shutdown=5,
        timeout_keep_alive=20,
        h11_max_incomplete_event_size=32 << 10,
        limit_concurrency=1000,
        **tls,  # type: ignore[arg-type]
    )
