"""How the ldap check looks: StartTLS where it is declared, the directory itself, the login, the base. Nothing
is ever written: the protocol's room has no such requests."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace
from typing import Any, Optional

from farhand.checks import _service
from farhand.checks._ldap import told
from farhand.checks._ldap.spoken import SPOKEN
from farhand.checks._ldap.wanted import Wanted
from farhand.checks._service import BROKEN, Place, broken
from farhand.look import Look
from farhand.model import Seen
from farhand.target import Target
from farhand.wire import ldap
from farhand.wire.tcp import Conn

Met = Optional[tuple[Place, Conn]]


def reach(
    look: Look, target: Target, place: Place, asked: Wanted, settings: dict[str, Any]
) -> Generator[Seen, None, Met]:
    """Yields `tls`, and `hello` where the way ends before it."""
    scheme = target.scheme or SPOKEN.plain
    if not asked.starttls:
        conn = yield from _service.opened(look, place, SPOKEN, scheme, settings)
        return (place, conn) if conn else None
    no = _refuses_starttls(look, place)
    if no:
        yield Seen("tls", {"not_applicable": "StartTLS was not begun"})
        yield Seen("hello", {**told.hello(place.facts(), asked), **no})
        return None
    inside = replace(place, tls=True)
    conn = yield from _service.opened(
        look, inside, SPOKEN, scheme, settings, lambda at: _service.begun(at, begins)
    )
    return (inside, conn) if conn else None


def _refuses_starttls(look: Look, place: Place) -> dict[str, Any]:
    """Facts where StartTLS is refused or not answered; else empty."""
    try:
        with place.open(look.stage()) as conn:
            result = ldap.ask(conn, ldap.starttls(1))[0]
    except BROKEN as error:
        return broken(error, look, place, SPOKEN)
    return told.refused("StartTLS", result) if result.code else {}


def begins(conn: Conn) -> bool:
    """True where TLS begins on this connection now."""
    return ldap.ask(conn, ldap.starttls(1))[0].code == 0


def hello(look: Look, place: Place, conn: Conn, asked: Wanted) -> Generator[Seen, None, bool]:
    """The directory itself, before any login. True: go on."""
    facts = told.hello(place.facts(), asked)
    conn.deadline = look.stage()
    try:
        facts.update(told.about(*ldap.ask(conn, ldap.search(1, "", ldap.ABOUT))))
    except BROKEN as error:
        facts.update(broken(error, look, place, SPOKEN))
    yield Seen("hello", facts)
    return told.goes_on(facts, asked)


def login(look: Look, place: Place, conn: Conn, asked: Wanted) -> Generator[Seen, None, bool]:
    """A simple bind. True: go on."""
    facts = told.login(place.facts(), asked, bool(asked.password))
    if not asked.user:
        yield Seen("login", {**facts, "answer": "none"})
        return True
    conn.deadline = look.stage()
    try:
        result = ldap.ask(conn, ldap.bind(2, asked.user, asked.password))[0]
        facts.update(told.refused("bind", result) if result.code else {"answer": "ok"})
    except BROKEN as error:
        facts.update(broken(error, look, place, SPOKEN, said_before=True))
    yield Seen("login", facts)
    return bool(facts["answer"] == "ok")


def base(look: Look, place: Place, conn: Conn, asked: Wanted) -> Generator[Seen, None, None]:
    """The entry below which the app searches, without its attributes."""
    facts = told.base(place.facts(), asked)
    conn.deadline = look.stage()
    try:
        if asked.base:
            facts.update(told.found(*ldap.ask(conn, ldap.search(3, asked.base))))
    except BROKEN as error:
        facts.update(broken(error, look, place, SPOKEN, said_before=True))
    yield Seen("base", facts)
    try:
        conn.send(ldap.unbind(4))
    except BROKEN:
        pass
