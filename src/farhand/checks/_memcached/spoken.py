"""memcached among the protocols, and how it is known."""

from __future__ import annotations

from farhand.checks._service import Spoken
from farhand.wire import memcached
from farhand.wire.tcp import Conn


def _speaks(conn: Conn) -> bool:
    return bool(memcached.ask(conn, b"version\r\n"))


SPOKEN = Spoken(
    name="Memcached",
    port=11211,
    plain="memcached",
    secure="",
    ask="a question for its version",
    speaks=_speaks,
)
