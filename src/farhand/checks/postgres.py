"""Can the app log in to its PostgreSQL database, write to it, and have as many connections as it needs?

The protocol is spoken by hand, because the drivers hide what tells most: libpq gives no SQLSTATE for a
failed connect, and its text is in the server's language. Much is known before any password is sent
(TLS, pg_hba, starting, full). A login that works is not the end: a replica takes no writes, and a pool
that is larger than the server's limit fails only under load.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from dataclasses import replace
from typing import Any

from farhand.checks import _driver, config, dns, tcp
from farhand.checks import _sections as sections
from farhand.checks._postgres import judge as means
from farhand.checks._postgres import look as see
from farhand.checks._postgres import paste
from farhand.checks._postgres.command import command
from farhand.checks._postgres.examples import EXAMPLES
from farhand.checks._postgres.params import Params, params
from farhand.checks._postgres.tls import secure
from farhand.checks._settled import settled
from farhand.look import Look
from farhand.model import Facts, Seen, Verdict

#: The first and the last line of what the command prints, by which a raw output is seen to be whole.
STAGES = ("config", "dns", "tcp", "tls", "hello", "login", "role", "version", "capacity", "driver")
OWN = ("tls", "hello", "login", "role", "version", "capacity", "driver")
SETTINGS = (
    "url",
    "host",
    "port",
    "user",
    "password",
    "name",
    "sslmode",
    "sslrootcert",
    "read_only",
    "tables",
    "schema",
    "extensions",
    "driver",
)

__all__ = ["EXAMPLES", "OWN", "SETTINGS", "STAGES", "command", "judge", "probe", "read"]


def probe(look: Look) -> Iterator[Seen]:
    target = yield from config.settle(look)
    if target is None:
        return
    p = replace(params(look, target), scheme=target.scheme)
    if p.socket:
        yield Seen("dns", {"not_applicable": "a Unix socket"})
        yield Seen("tcp", {"not_applicable": "a Unix socket"})
        yield from _talk(look, p, see.Place(socket=p.socket))
    elif len(p.hosts) > 1:
        yield from _several(look, p)
    else:
        yield from _one(look, p, *(p.hosts or ((target.host, target.port or 5432),))[0])


def _one(look: Look, p: Params, host: str, port: int) -> Iterator[Seen]:
    addresses = yield from dns.resolve(look, host)
    if not addresses:
        return
    opened = yield from tcp.connect(look, host, addresses, port)
    if opened:
        yield from _talk(look, p, see.Place(host, opened[0], port))


def _several(look: Look, p: Params) -> Iterator[Seen]:
    """libpq takes the first host that lets it in and is of the kind that is wanted; so do we."""
    first: list[Seen] = []
    for host, port in p.hosts[:6]:
        rows = list(_one(look, p, host, port))
        first = first or rows
        if _suits(p, rows):
            yield from rows
            return
    yield from first


def _suits(p: Params, rows: list[Seen]) -> bool:
    role: Facts = next((row.facts for row in rows if row.stage == "role" and "in_recovery" in row.facts), {})
    if not role:
        return False
    writes = not role["in_recovery"] and not role["read_only"]
    return {
        "read-write": writes,
        "primary": not role["in_recovery"],
        "read-only": not writes,
        "standby": bool(role["in_recovery"]),
    }.get(p.session, True)


def _talk(look: Look, p: Params, place: see.Place) -> Iterator[Seen]:
    line = yield from secure(look, p, place)
    if line is None:
        return
    met = yield from see.hello(look, p, place, line)
    if met is None:
        return
    line, asked = met
    session = yield from see.login(look, p, place, line, asked)
    if session is None:
        return
    try:
        told = yield from _questions(look, p, place, session)
    finally:
        session.close()
    yield from tcp.lost(look, place.host, place.address, place.port, session.conn)
    if told:  # after the session is closed: it might have been the last one that was free
        yield from _driver.postgres(look, p, place, p.scheme, place.facts(p))


def _questions(look: Look, p: Params, place: see.Place, session: Any) -> Generator[Seen, None, bool]:
    """Yields what a session tells; False where it broke off."""
    facts = yield from see.role(look, p, place, session)
    if facts is None:
        return False
    yield Seen(
        "version",
        {
            "version_num": facts["version_num"],
            "version": facts["version"],
            "tested": list(look.need.tested),
            **place.facts(p),
        },
    )
    yield from see.capacity(look, p, place, session, facts)
    return True


def judge(stage: str, facts: Facts) -> Verdict:
    return means.JUDGES[stage](facts)


def _only_the_first(rows: Iterable[Seen]) -> Iterator[Seen]:
    """Without psql only the first of several hosts is tried: that it is down decides nothing."""
    for seen in rows:
        why = "only the first of several hosts was tried; psql tries them all"
        yield replace(seen, unknown=seen.unknown or why) if seen.stage in ("dns", "tcp") else seen


def read(text: str) -> Iterator[Seen]:
    """What the command printed, from the settings on."""
    known = settled(text)
    if known is not None and known.target is not None and not known.target.socket:
        alone = len(known.target.hosts) < 2 or "\n-- postgres " in text
        rows = tcp.reached(text) if alone else _only_the_first(tcp.reached(text))
        yield from sections.with_files(text, rows)
    elif known is not None:
        yield from known.seen
    yield from paste.read(text)
