"""How the memcached check looks: its version, the login where it wants one, its counters."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

from farhand.checks._memcached import told
from farhand.checks._memcached.spoken import SPOKEN
from farhand.checks._service import BROKEN, Place, broken
from farhand.look import Look
from farhand.model import Seen
from farhand.target import Target
from farhand.wire import memcached
from farhand.wire.tcp import Conn


def hello(look: Look, place: Place, conn: Conn, target: Target) -> Generator[Seen, None, str]:
    """Yields `hello`; returns the answer's word."""
    facts = {**place.facts(), "user": target.user}
    conn.deadline = look.stage()
    try:
        facts.update(told.hello(memcached.ask(conn, b"version\r\n")))
    except BROKEN as error:
        facts.update({"answer": "binary"} if _binary(look, place) else broken(error, look, place, SPOKEN))
    yield Seen("hello", facts)
    return str(facts.get("answer"))


def _binary(look: Look, place: Place) -> bool:
    """True where only the binary protocol is answered, as with SASL (memcached -S)."""
    try:
        with place.open(look.stage(1.0)) as conn:
            conn.send(memcached.BINARY_VERSION)
            return conn.read_exactly(2) == memcached.BINARY_ANSWER
    except BROKEN:
        return False


def login(look: Look, place: Place, conn: Conn, target: Target, wanted: bool) -> Generator[Seen, None, bool]:
    """Only a server that has asked for a login is given one: any other would store it. True: go on."""
    facts: dict[str, Any] = {**place.facts(), "user": target.user, "password_given": bool(target.password)}
    if not wanted:
        yield Seen("login", {**facts, "answer": "none"})
        return True
    conn.deadline = look.stage()
    try:
        facts.update(told.login(memcached.ask(conn, memcached.login(target.user, target.password))))
    except BROKEN as error:
        facts.update(broken(error, look, place, SPOKEN, said_before=True))
    yield Seen("login", facts)
    return bool(facts["answer"] == "ok")


def capacity(look: Look, place: Place, conn: Conn) -> Seen:
    facts = {**place.facts(), "pool_size": look.need.pool_size, "processes": look.need.processes}
    conn.deadline = look.stage()
    try:
        facts.update(told.capacity(memcached.stats(conn)))
    except BROKEN as error:
        facts.update(broken(error, look, place, SPOKEN, said_before=True))
    return Seen("capacity", facts)
