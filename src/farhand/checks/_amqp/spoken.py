"""AMQP 0-9-1 among the protocols: its schemes, and how it is known."""

from __future__ import annotations

from farhand.checks._service import Spoken
from farhand.wire import amqp
from farhand.wire.tcp import Conn


def _speaks(conn: Conn) -> bool:
    conn.send(amqp.HEADER)
    return amqp.receive(conn).name == amqp.START


SPOKEN = Spoken(
    name="AMQP",
    port=5672,
    plain="amqp",
    secure="amqps",
    ask="the protocol header",
    speaks=_speaks,
    look="rabbitmq-diagnostics listeners   (on the broker: which port speaks amqp, which amqps)",
)
#: URL schemes with which TLS is spoken.
SECURE = ("amqps",)
