"""NATS among the protocols: its schemes, and how it is known."""

from __future__ import annotations

from farhand.checks._service import Spoken
from farhand.wire import nats
from farhand.wire.tcp import Conn


def _speaks(conn: Conn) -> bool:
    return nats.info(conn).verb == "INFO"


SPOKEN = Spoken(name="NATS", port=4222, plain="nats", secure="tls", ask="with its greeting", speaks=_speaks)
SECURE = ("tls",)
