"""Does MongoDB answer, lead the app to a member that takes its writes, and let it into its database?

A driver asks one server who the members of its set are, and goes on to those by the names that they give
themselves: names that are often only known in their own network. So each of them is tried as well, and the
login and the rights are tried where a driver would only say that no server could be selected.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import replace
from typing import Any, Optional

from farhand.checks import _service, config, tcp, tls
from farhand.checks._advertised import yield_into
from farhand.checks._mongodb import judge as means
from farhand.checks._mongodb import look as see
from farhand.checks._mongodb import named
from farhand.checks._mongodb.command import command
from farhand.checks._mongodb.examples import EXAMPLES
from farhand.checks._mongodb.paste import read
from farhand.checks._mongodb.spoken import SPOKEN, Wanted, tls_settings, wanted
from farhand.checks._service import Place
from farhand.look import Look
from farhand.model import Facts, Seen, Verdict
from farhand.target import Target

#: The first and the last line of what the command prints, by which a raw output is seen to be whole.
STAGES = ("config", "srv", "dns", "tcp", "tls", "hello", "version", "set", "login", "rights")
OWN = ("srv", "tls", "hello", "version", "set", "login", "rights")
#: read_only: the app never writes. collections: what must be there, and may be read. tls, replica_set,
#: user_database: where no address says so.
SETTINGS = (
    *("read_only", "collections", "tls", "replica_set", "user_database"),
    *("ca_file", "cert_file", "key_file", "verify", "server_name", "client"),
)

__all__ = ["EXAMPLES", "OWN", "SETTINGS", "STAGES", "command", "judge", "probe", "read"]

#: Servers of the address that are tried at most.
SERVERS = 6


def probe(look: Look) -> Iterator[Seen]:
    target = yield from config.settle(look)
    if target is None:
        return
    found = yield from named.ask(look, target)
    if found is None:
        return
    hosts, txt = found
    asked = wanted(target, config.filled(look), txt)
    if asked.password:
        look.secrets.add(asked.password)
    settings = {**tls_settings(target.query), **tls.filled(look)}
    place = yield from _first(look, target, hosts, asked.tls)
    conn = (yield from _service.opened(look, place, SPOKEN, "mongodb", settings)) if place else None
    if place is None or conn is None:
        return
    with conn:
        yield from _talk(look, place, see.Line(conn), asked, settings)
    yield from tcp.lost(look, place.host, place.address, place.port, conn)


def _first(
    look: Look, target: Target, hosts: named.Hosts, secure: bool
) -> Generator[Seen, None, Optional[Place]]:
    """The first server of the address that accepts; else what the first one says."""
    first: list[Seen] = []
    for host, port in hosts[:SERVERS]:
        rows: list[Seen] = []
        steps = _service.found(look, replace(target, host=host, port=port), SPOKEN.port, secure)
        place: Optional[Place] = yield_into(rows, steps)
        first = first or rows
        if place:
            yield from rows
            return place
    yield from first
    return None


def _talk(
    look: Look, place: Place, line: see.Line, asked: Wanted, settings: dict[str, Any]
) -> Iterator[Seen]:
    facts = yield from see.hello(look, place, line)
    if facts is None:
        return
    yield from see.version(look, place, line, facts)
    if line.legacy:
        return
    yield from see.members(look, place, asked, facts, settings)
    if line.part in ("ghost", "arbiter"):
        return
    if (yield from see.login(look, place, line, asked)):
        yield from see.rights(look, place, line, asked)


def judge(stage: str, facts: Facts) -> Verdict:
    return means.JUDGES[stage](facts)
