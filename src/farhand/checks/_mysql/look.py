"""How the mysql check looks: greeting, TLS as the app uses it, login, questions. Nothing is ever written.

Broken greetings are counted by the server, and too many block the host: every connection that gets a
greeting is logged in with, but for those that look for the reason of a broken handshake.
"""

from __future__ import annotations

import time
from collections.abc import Generator, Mapping
from dataclasses import replace
from typing import Any, Optional

from farhand.checks._mysql import ask
from farhand.checks._mysql.params import MUST, Params
from farhand.checks._mysql.spoken import SPOKEN
from farhand.checks._service import BROKEN, Place, broken
from farhand.deadline import Deadline
from farhand.look import Look
from farhand.model import Seen
from farhand.wire import mysql
from farhand.wire.mysql import CannotLogIn, Login, Refused, Session
from farhand.wire.tcp import SMALL, Conn, Late, open_tcp


def hello(look: Look, place: Place, p: Params) -> Generator[Seen, None, Optional[Session]]:
    """The greeting; yields the `hello` stage."""
    facts, begun = facts_of(place, p), time.monotonic()
    try:
        conn = place.open(look.stage())
    except OSError as error:
        answer = "reset" if error.errno in (104, 32) else "mute" if isinstance(error, Late) else "unreachable"
        yield Seen("hello", {**facts, "answer": answer, "errno": error.errno or 0})
        return None
    session = Session(conn)
    try:
        greeting = session.greeting()
    except Refused as error:
        conn.close()
        yield Seen("hello", {**facts, **no(error, p)})
        return None
    except BROKEN as error:
        conn.close()
        yield Seen("hello", {**facts, **broken(error, look, place, SPOKEN)})
        return None
    ms = round((time.monotonic() - begun) * 1000, 1)
    yield Seen("hello", {**facts, **greets(greeting), "ms": ms})
    return session


def facts_of(place: Place, p: Params) -> dict[str, Any]:
    return {**place.facts(), "mode": p.mode, "user": p.user}


def greets(greeting: mysql.Greeting) -> dict[str, Any]:
    """Facts of a greeting."""
    version = greeting.version[6:] if greeting.version.startswith("5.5.5-10") else greeting.version
    return {"answer": "greets", "version": version, "plugin": greeting.plugin,
            "offers_tls": greeting.offers_tls}  # fmt: skip


def no(error: Refused, p: Params) -> dict[str, Any]:
    """Facts of an error."""
    text = error.message.replace(p.password, "***") if len(p.password) > 3 else error.message
    return {"answer": "error", "errno": error.errno, "sqlstate": error.sqlstate, "message": text[:200]}


def secure(look: Look, place: Place, p: Params, session: Session) -> Generator[Seen, None, Optional[Session]]:
    """TLS as the app's driver would use it; yields the `tls` stage. None: it ended here."""
    if place.socket or p.mode == "disabled":
        yield Seen("tls", {"not_applicable": "a Unix socket" if place.socket else without_tls(p)})
        return session
    if not session.greeted.offers_tls:
        yield Seen("tls", {**facts_of(place, p), "offered": False, "used": False})
        if p.mode in MUST:
            session.close()
        return None if p.mode in MUST else session
    return (yield from _shaken(look, place, p, session))


def without_tls(p: Params) -> str:
    return "the app's settings are for no TLS" if p.told else "the app's settings do not ask for TLS"


def _shaken(
    look: Look, place: Place, p: Params, session: Session
) -> Generator[Seen, None, Optional[Session]]:
    from farhand.checks import tls
    from farhand.wire.tls_try import Way

    first: list[Session] = [session]

    def fresh(deadline: Deadline) -> Conn:
        return _asked(first.pop() if first else _greeted(place.open(deadline)))

    def small(deadline: Deadline) -> Conn:
        return _asked(_greeted(open_tcp(place.address, place.port, deadline, mss=SMALL)))

    way = Way(fresh, small, place.address, place.port)
    steps = tls.secure(look, way, place.host, p.tls, confirm=False)
    while True:
        try:
            seen = next(steps)
        except StopIteration as end:
            if end.value is None:
                return None
            session.conn = end.value
            return session
        yield replace(seen, facts={**facts_of(place, p), "offered": True, **seen.facts})


def _greeted(conn: Conn) -> Session:
    session = Session(conn)
    try:
        session.greeting()
    except (Refused, mysql.NotMysql) as error:
        conn.close()
        raise OSError(f"no greeting this time: {error}") from None
    return session


def _asked(session: Session) -> Conn:
    session.ask_tls()
    return session.conn


def login(look: Look, place: Place, p: Params, session: Session) -> Generator[Seen, None, bool]:
    """The login, and the app's database; yields the `login` stage. True: go on."""
    facts = {**facts_of(place, p), "database": p.database, "password_given": bool(p.password)}
    session.conn.deadline = look.stage()
    try:
        facts["method"] = session.login(Login(p.user, p.password), _is_secure(place, session))
        facts.update(_database(session, p))
    except Refused as error:
        facts.update(no(error, p), asked="login", **_over_tls(look, place, p, session))
    except CannotLogIn as error:
        yield Seen("login", {**facts, "answer": "method", "method": error.plugin}, unknown=str(error))
        return False
    except BROKEN as error:
        facts.update(broken(error, look, place, SPOKEN, said_before=True))
    yield Seen("login", facts)
    return facts.get("answer") == "ok"


def _is_secure(place: Place, session: Session) -> bool:
    return bool(place.socket) or session.secured


def _database(session: Session, p: Params) -> dict[str, Any]:
    if not p.database:
        return {"answer": "ok"}
    try:
        session.query(ask.use(p.database))
    except Refused as error:
        found = ask.visible(session) if error.errno in (1044, 1049) else []
        return {**no(error, p), "asked": "database", "visible": found}
    return {"answer": "ok"}


def _over_tls(look: Look, place: Place, p: Params, session: Session) -> dict[str, Any]:
    """After a refusal without TLS: would the same login be let in with it? Not asked in the background, where
    a second wrong password might lock the account."""
    plain = not place.socket and not session.secured and session.greeted.offers_tls
    if not plain or look.background or p.mode == "preferred":
        return {}
    try:
        again = _greeted(place.open(look.stage()))
        again.conn = _unverified(_asked(again), place.host)
        again.login(Login(p.user, p.password), secure=False)  # nobody has verified who is there
        again.close()
    except (Refused, CannotLogIn, *BROKEN):
        return {}
    return {"tls_would_pass": True}


def _unverified(conn: Conn, host: str) -> Conn:
    """TLS around a connection, whatever the certificate. Raises OSError."""
    from farhand.wire import tls
    from farhand.wire.stores import Store

    made = tls.shake(conn, tls.Plan(host, Store("none"), verify=False))
    if made.conn is None:
        raise OSError("no TLS this time")
    return made.conn


def role(look: Look, place: Place, p: Params, session: Session) -> Generator[Seen, None, Mapping[str, Any]]:
    """What kind of server, and would it take what the app does? Yields the `role` stage; empty: it ended."""
    facts = facts_of(place, p)
    session.conn.deadline = look.stage()
    try:
        facts.update(ask.role(look, p, session))
    except Refused as error:
        facts.update(no(error, p), asked="question")
    except BROKEN as error:
        facts.update(broken(error, look, place, SPOKEN, said_before=True))
    yield Seen("role", facts)
    return {} if "answer" in facts or "version" not in facts or _stuck(facts) else facts


def _stuck(facts: Mapping[str, Any]) -> bool:
    """The last question got no answer, and so will none after it."""
    return bool(facts.get("large_lost")) or any(row["read"] == "late" for row in facts.get("tables") or ())


def capacity(look: Look, place: Place, p: Params, session: Session) -> Seen:
    session.conn.deadline = look.stage()
    try:
        return Seen("capacity", {**facts_of(place, p), **ask.capacity(look, session)})
    except Refused as error:
        return Seen("capacity", unknown=f"the server does not tell how many connections there are: {error}")
    except BROKEN:
        return Seen("capacity", unknown="the server stopped answering")
