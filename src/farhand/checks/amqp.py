"""Does the broker let the app in, has it the app's queues and exchanges, and does it take messages?

A broker that listens says little: the virtual host, a queue or a right may be missing, and with an alarm on
it takes no messages without a word to those who only connect. AMQP 0-9-1, as RabbitMQ speaks it. Whether the
user may publish or consume is not asked: it cannot be asked without doing it.
"""

from __future__ import annotations

from collections.abc import Iterator

from farhand.checks import _service, config, tcp
from farhand.checks._amqp import judge as means
from farhand.checks._amqp.command import command
from farhand.checks._amqp.examples import EXAMPLES
from farhand.checks._amqp.paste import read
from farhand.checks._amqp.spoken import SECURE, SPOKEN
from farhand.checks._amqp.talk import Talk
from farhand.checks._amqp.wanted import wanted
from farhand.look import Look
from farhand.model import Facts, Seen, Verdict
from farhand.wire import amqp
from farhand.wire.amqp import Method
from farhand.wire.tcp import Conn

#: The first and the last line of what the command prints, by which a raw output is seen to be whole.
STAGES = ("config", "dns", "tcp", "tls", "hello", "login", "vhost", "version", "named", "blocked")
OWN = ("tls", "hello", "login", "vhost", "version", "named", "blocked")
#: queues, exchanges: names that must be there; read_only: the app sends nothing.
SETTINGS = (
    "vhost", "queues", "exchanges", "read_only", "ca_file", "cert_file", "key_file", "verify", "server_name",
    "client",
)  # fmt: skip

__all__ = ["EXAMPLES", "OWN", "SETTINGS", "STAGES", "command", "judge", "probe", "read"]


class _Live:
    """A `Line` over a connection."""

    def __init__(self, look: Look, conn: Conn) -> None:
        self._look, self._conn = look, conn

    def stage(self) -> None:
        self._conn.deadline = self._look.stage()

    def ask(self, data: bytes, *names: tuple[int, int]) -> Method:
        self._conn.send(data)
        while True:
            said = amqp.receive(self._conn)
            if said.name in names:
                return said


def probe(look: Look) -> Iterator[Seen]:
    from farhand.checks import tls

    target = yield from config.settle(look)
    if target is None:
        return
    settings = tls.filled(look)
    met = yield from _service.reach(look, target, SPOKEN, target.scheme in SECURE, settings)
    if met is None:
        return
    place, conn = met
    asks = wanted(settings, target, look.background)
    with conn:
        yield from Talk(
            _Live(look, conn), place.facts(), asks, look.need.tested,
            lambda error, before: _service.broken(error, look, place, SPOKEN, before),
        ).run()  # fmt: skip
    yield from tcp.lost(look, place.host, place.address, place.port, conn)


def judge(stage: str, facts: Facts) -> Verdict:
    return means.JUDGES[stage](facts)
