"""Does the MQTT broker let the app in, in its version of the protocol, and may it listen to its topics?

A client id of Farhand's own is used: a second client with the app's id would throw the app out. So rights
that hang on the client id are not seen, and neither is whether the app may publish.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

from farhand.checks import _service, config, tcp
from farhand.checks._mqtt import judge as means
from farhand.checks._mqtt.command import command
from farhand.checks._mqtt.examples import EXAMPLES
from farhand.checks._mqtt.paste import read
from farhand.checks._mqtt.spoken import SECURE, SPOKEN
from farhand.checks._mqtt.talk import talk, wanted
from farhand.look import Look
from farhand.model import Facts, Seen, Verdict
from farhand.wire import mqtt
from farhand.wire.mqtt import Packet
from farhand.wire.tcp import Conn

#: The first and the last line of what the command prints, by which a raw output is seen to be whole.
STAGES = ("config", "dns", "tcp", "tls", "hello", "login", "topics")
OWN = ("tls", "hello", "login", "topics")
#: protocol: "3.1.1" (usual) or "5"; topics: what the app listens to.
SETTINGS = ("protocol", "topics", "ca_file", "cert_file", "key_file", "verify", "server_name", "client")

__all__ = ["EXAMPLES", "OWN", "SETTINGS", "STAGES", "command", "judge", "probe", "read"]


class _Live:
    """A `Line` over a connection."""

    def __init__(self, look: Look, conn: Conn) -> None:
        self._look, self._conn = look, conn

    def ask(self, data: bytes, *kinds: int) -> Packet:
        self._conn.deadline = self._look.stage()
        self._conn.send(data)
        while True:
            said = mqtt.receive(self._conn)
            if said.kind in kinds:
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
    name = f"farhand-{os.urandom(4).hex()}"
    with conn:
        yield from talk(
            _Live(look, conn), wanted(settings, target), place.facts(), name,
            lambda error, before: _service.broken(error, look, place, SPOKEN, before),
        )  # fmt: skip
        _leave(conn)
    yield from tcp.lost(look, place.host, place.address, place.port, conn)


def _leave(conn: Conn) -> None:
    try:
        conn.send(mqtt.leave())
    except (OSError, ValueError):
        pass


def judge(stage: str, facts: Facts) -> Verdict:
    return means.JUDGES[stage](facts)
