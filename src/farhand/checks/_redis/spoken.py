"""Redis among the protocols: its schemes, and how it is known."""

from __future__ import annotations

from farhand.checks._service import Spoken
from farhand.wire import resp
from farhand.wire.tcp import Conn


def _speaks(conn: Conn) -> bool:
    reply = resp.call(conn, "PING")
    return reply == "PONG" or isinstance(reply, resp.Error)


SPOKEN = Spoken(
    name="Redis",
    port=6379,
    plain="redis",
    secure="rediss",
    ask="PING",
    speaks=_speaks,
    look="redis-cli {tls} -h {host} -p {port} ping",
    tls_flag="--tls",
)
