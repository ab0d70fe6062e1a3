"""Does Kafka answer, let the app in, hold its topics, and lead it to brokers that it can reach?

The first contact says little: Kafka answers it with a list of addresses, and clients go on to those only.
What the brokers advertise is often a name of their own network, so each of these addresses is tried as well.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import replace
from typing import Any, Optional

from farhand.checks import _service, config, tcp
from farhand.checks._advertised import yield_into
from farhand.checks._kafka import judge as means
from farhand.checks._kafka import look as see
from farhand.checks._kafka.command import command
from farhand.checks._kafka.examples import EXAMPLES
from farhand.checks._kafka.paste import read
from farhand.checks._kafka.spoken import SPOKEN, Wanted, wanted
from farhand.checks._service import Place
from farhand.look import Look
from farhand.model import Facts, Seen, Verdict
from farhand.target import Target

STAGES = ("config", "dns", "tcp", "tls", "hello", "login", "brokers", "topics")
OWN = ("tls", "hello", "login", "brokers", "topics")
#: security_protocol, sasl_mechanism: in Kafka's words. topics: what the app uses in either direction;
#: produces, consumes: in one. group: its consumer group. min_in_sync: replicas that its writes wait for.
SETTINGS = (
    *("security_protocol", "sasl_mechanism", "topics", "produces", "consumes", "group", "min_in_sync"),
    *("ca_file", "cert_file", "key_file", "verify", "server_name", "client"),
)

__all__ = ["EXAMPLES", "OWN", "SETTINGS", "STAGES", "command", "judge", "probe", "read"]

#: Bootstrap servers that are tried at most.
SERVERS = 6


def probe(look: Look) -> Iterator[Seen]:
    target = yield from config.settle(look)
    if target is None:
        return
    asked = wanted(target, config.filled(look))
    if asked.password:
        look.secrets.add(asked.password)
    place = yield from _bootstrap(look, target, asked.tls)
    if place is None:
        return
    conn = yield from _service.opened(look, place, SPOKEN, asked.protocol)
    if conn is None:
        return
    with conn:
        yield from _talk(look, place, conn, asked)
    yield from tcp.lost(look, place.host, place.address, place.port, conn)


def _bootstrap(look: Look, target: Target, tls: bool) -> Generator[Seen, None, Optional[Place]]:
    """The first of the bootstrap servers that accepts, as clients take it; else what the first one says."""
    first: list[Seen] = []
    for host, port in target.hosts[:SERVERS] or ((target.host, target.port),):
        rows: list[Seen] = []
        steps = _service.found(look, replace(target, host=host, port=port), SPOKEN.port, tls)
        place: Optional[Place] = yield_into(rows, steps)
        first = first or rows
        if place:
            yield from rows
            return place
    yield from first
    return None


def _talk(look: Look, place: Place, conn: Any, asked: Wanted) -> Iterator[Seen]:
    line = see.Line(conn)
    facts = yield from see.hello(look, place, line)
    if facts is None:
        return
    offered = yield from see.login(look, place, line, asked)
    if offered is None:
        return
    found = yield from see.cluster(look, place, line, asked, facts, offered)
    if found:
        yield from see.topics(look, place, line, asked, found, facts["groups"])


def judge(stage: str, facts: Facts) -> Verdict:
    return means.JUDGES[stage](facts)
