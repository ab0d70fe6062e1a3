"""The server: uvicorn on one port, until it is told to stop.  I/O."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

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
    """Says where it is only when it answers there."""

    says = ""

    async def startup(self, sockets: list[object] | None = None) -> None:
        await super().startup(sockets)  # type: ignore[arg-type]
        if self.started:
            print(self.says, file=sys.stderr, flush=True)


def serve(settings: Settings, listening: Listening) -> None:
    """Serve until SIGINT or SIGTERM. Raises Mistake where the port or the certificate cannot be used."""
    desk = Desk(settings)
    try:
        server = _Server(_config(desk, listening))
        server.says = f"farhand case serve: {' '.join(sorted(settings.origins)[:1])} (Ctrl-C ends it)"
        server.run()
    except OSError as error:
        raise Mistake(f"cannot listen on {listening.host}:{listening.port}: {error.strerror or error}") from None
    except SystemExit:
        raise Mistake(f"cannot listen on {listening.host}:{listening.port}: is another server there?") from None
    finally:
        desk.close()


def _config(desk: Desk, listening: Listening) -> uvicorn.Config:
    """No log of requests: an address may be a customer's link."""
    tls = {"ssl_certfile": listening.cert, "ssl_keyfile": listening.key} if listening.cert else {}
    return uvicorn.Config(
        app.make(desk),
        host=listening.host,
        port=listening.port,
        access_log=False,
        log_level="error",
        server_header=False,
        date_header=True,
        proxy_headers=False,
        lifespan="off",
        timeout_graceful_shutdown=1,
        timeout_keep_alive=20,
        h11_max_incomplete_event_size=32 << 10,
        limit_concurrency=1000,
        **tls,  # type: ignore[arg-type]
    )
