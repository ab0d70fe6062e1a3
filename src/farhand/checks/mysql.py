"""Can the app log in to its MySQL or MariaDB, use its database, write to it, and have its connections?

The protocol is spoken by hand, because the drivers hide what tells most: whether the server offers TLS, which
method of login it asks for, and the number of its error. A login that works is not the end: a replica takes
no writes, a node of a cluster may be cut off, and a pool that is larger than a limit fails only under load.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from farhand.checks import _service, config, tcp
from farhand.checks._mysql import judge as means
from farhand.checks._mysql import look as see
from farhand.checks._mysql.command import command
from farhand.checks._mysql.examples import EXAMPLES
from farhand.checks._mysql.params import Params, params
from farhand.checks._mysql.paste import read
from farhand.checks._mysql.spoken import SPOKEN
from farhand.look import Look
from farhand.model import Facts, Seen, Verdict

STAGES = ("config", "dns", "tcp", "hello", "tls", "login", "role", "version", "capacity")
OWN = ("hello", "tls", "login", "role", "version", "capacity")
SETTINGS = (
    "database",
    "ssl_mode",
    "read_only",
    "tables",
    "charset",
    "pool_recycle",
    "ca_file",
    "cert_file",
    "key_file",
    "verify",
    "server_name",
    "socket",
)

__all__ = ["EXAMPLES", "OWN", "SETTINGS", "STAGES", "command", "judge", "probe", "read"]


def probe(look: Look) -> Iterator[Seen]:
    target = yield from config.settle(look)
    if target is None:
        return
    p = params(target, config.filled(look))
    place = yield from _service.found(look, target, SPOKEN.port, False)
    if place is None:
        return
    session = yield from see.hello(look, place, p)
    if session is None:
        return
    secured = yield from see.secure(look, place, p, session)
    if secured is None:
        return
    try:
        yield from _talk(look, place, p, secured)
    finally:
        secured.close()
    yield from tcp.lost(look, place.host, place.address, place.port, secured.conn)


def _talk(look: Look, place: _service.Place, p: Params, session: Any) -> Iterator[Seen]:
    """What one connection tells, from the login on."""
    if not (yield from see.login(look, place, p, session)):
        return
    facts = yield from see.role(look, place, p, session)
    if not facts:
        return
    version = {"version": facts["version"], "tested": list(look.need.tested)}
    yield Seen("version", {**place.facts(), **version})
    yield see.capacity(look, place, p, session)


def judge(stage: str, facts: Facts) -> Verdict:
    return means.JUDGES[stage](facts)
