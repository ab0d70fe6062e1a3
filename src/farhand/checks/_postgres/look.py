"""How the postgres check looks: one connection, taken from the first word to the last question."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Optional

from farhand.checks._postgres import ask as ask
from farhand.checks._postgres.params import Params
from farhand.deadline import Deadline
from farhand.look import Look
from farhand.model import Seen
from farhand.wire import postgres as wire
from farhand.wire.speaker import coax, speaker, takes_tls
from farhand.wire.tcp import Closed, Conn, Late, TooMuch, open_tcp, open_unix

#: What any conversation may end with.
BROKEN = (wire.Refused, wire.NotPostgres, wire.CannotLogin, Closed, Late, TooMuch, OSError)
#: A startup parameter that no server knows: a pooler refuses it at once, PostgreSQL asks for the login first.
UNKNOWN_PARAMETER = "farhand.asks"


@dataclass(frozen=True)
class Place:
    """One address to connect to."""

    host: str = ""
    address: str = ""
    port: int = 5432
    socket: str = ""

    def open(self, deadline: Deadline) -> Conn:
        return (
            open_unix(self.socket, deadline) if self.socket else open_tcp(self.address, self.port, deadline)
        )

    def facts(self, p: Params) -> dict[str, Any]:
        where = {"host": self.host or self.socket, "port": self.port, "user": p.user, "database": p.database}
        return {**where, "sslmode": p.sslmode}


@dataclass(frozen=True)
class Line:
    """A connection on which the startup packet may be sent."""

    conn: Conn
    encrypted: bool = False
    offered: Optional[bool] = None  # TLS; None: not asked


def hello(
    look: Look, p: Params, place: Place, line: Line
) -> Generator[Seen, None, tuple[Line, wire.Asked] | None]:
    """The startup packet, and what the server wants; yields the `hello` stage."""
    begun = time.monotonic()
    facts = place.facts(p)
    line, asked, told = _first_answer(look, p, place, line)
    facts.update(told, encrypted=line.encrypted)
    if line.offered is not None:
        facts["tls_offered"] = line.offered
    facts["ms"] = round((time.monotonic() - begun) * 1000, 1)
    yield Seen("hello", facts)
    return (line, asked) if asked else None


def _first_answer(
    look: Look, p: Params, place: Place, line: Line
) -> tuple[Line, wire.Asked | None, dict[str, Any]]:
    """As libpq does: where a rule forbids this, `prefer` and `allow` try the other way."""
    try:
        asked = wire.hello(line.conn, _startup(p))
        return line, asked, {"answer": "asked", "method": asked.method}
    except BROKEN as error:
        met_before = line.offered is not None  # it has answered the question for TLS, as only PostgreSQL does
        told = broken(error, replace(place, address="") if met_before else place, look)
        line.conn.close()
        if told["answer"] in ("mute", "closed") and (met_before or place.socket):
            told["pooler"] = is_pooler(look, p, place)
    other = None
    if told.get("sqlstate") == "28000" and not place.socket:
        other = _other_way(look, p, place, line)
    if other is None:
        return line, None, told
    second, asked = other
    if p.sslmode not in ("prefer", "allow"):  # the app's driver would not try this: it is only told
        second.conn.close()
        told["tls_would_pass"] = second.encrypted
        return replace(line, offered=True), None, told
    return second, asked, {"answer": "asked", "method": asked.method, "second_try": True}


def _other_way(look: Look, p: Params, place: Place, line: Line) -> tuple[Line, wire.Asked] | None:
    """The same hello, encrypted where it was plain and the reverse; None where that is refused, too."""
    try:
        conn = place.open(look.stage())
        if line.encrypted:
            second = Line(conn, False, True)
            return (second, wire.hello(conn, _startup(p))) if p.sslmode == "prefer" else None
        if line.offered is False or wire.ask_tls(conn) != "S":
            return None
        made = shaken(conn, place.host)
        if made.conn is None:
            return None
        return Line(made.conn, True, True), wire.hello(made.conn, _startup(p))
    except BROKEN:
        return None


def shaken(conn: Conn, host: str) -> Any:
    """One TLS handshake that verifies nothing."""
    from farhand.wire import tls
    from farhand.wire.stores import Store

    return tls.shake(conn, tls.Plan(host, Store("none"), verify=False))


def _startup(p: Params) -> dict[str, str]:
    return {"user": p.user, "database": p.database, **p.startup}


def broken(error: BaseException, place: Place, look: Look) -> dict[str, Any]:
    """What an interrupted conversation tells, as facts: class and number first, text last."""
    if isinstance(error, wire.Refused):
        return {"answer": "refused", "proved": error.proved, **error.fields}
    if isinstance(error, wire.CannotLogin):
        return {"answer": error.why, "method": error.method, "message": error.says}
    if isinstance(error, wire.NotPostgres):
        return _other(error.got)
    if isinstance(error, Late):
        return _mute(error.got, place, look)
    if isinstance(error, Closed):
        return _closed(error.got, place, look)
    if isinstance(error, TooMuch):
        return {"answer": "other", "speaker": speaker(error.got), "said": visible(error.got)}
    number = getattr(error, "errno", 0) or 0
    if number in (104, 32):
        return _else(b"", place, look) or {"answer": "reset", "errno": number}
    return {"answer": "error", "errno": number}


def _other(got: bytes) -> dict[str, Any]:
    return {"answer": "other", "speaker": speaker(got), "said": visible(got)}


def _closed(got: bytes, place: Place, look: Look) -> dict[str, Any]:
    """The connection was ended politely; another protocol does so when it does not understand us."""
    return _else(got, place, look) or {"answer": "closed", "bytes": len(got)}


def _mute(got: bytes, place: Place, look: Look) -> dict[str, Any]:
    """Nothing, or not enough, came in time: does it speak another protocol when it is asked in that?"""
    return _else(got, place, look) or {"answer": "mute", "bytes": len(got)}


def _else(got: bytes, place: Place, look: Look) -> dict[str, Any]:
    """Who else may be there: by what was said, by an answer to HTTP, or to TLS. Empty: nobody known."""
    if got or not place.address:
        return _other(got) if speaker(got) else {}
    said = coax(place.address, place.port, look.stage(1.0))
    if said and speaker(said) != "PostgreSQL":
        return _other(said)
    if not said and takes_tls(place.address, place.port, place.host, look.stage(1.0)):
        return {"answer": "other", "speaker": "TLS", "said": ""}
    return {}


def visible(data: bytes) -> str:
    text = data[:60].decode("latin-1")
    return "".join(c if " " <= c <= "~" else "." for c in text).strip()


def login(
    look: Look, p: Params, place: Place, line: Line, asked: wire.Asked
) -> Generator[Seen, None, wire.Session | None]:
    """The whole login; yields the `login` stage."""
    facts = {**place.facts(p), "method": asked.method, "password_given": bool(p.password)}
    line.conn.deadline = look.stage()
    try:
        session = wire.login(line.conn, asked, p.user, p.password)
    except BROKEN as error:
        facts.update(broken(error, replace(place, address=""), look))
        line.conn.close()
        if facts["answer"] in ("mute", "closed") or (
            facts["answer"] == "refused" and not facts.get("routine")
        ):
            facts["pooler"] = is_pooler(look, p, place)
        yield Seen("login", facts)
        return None
    yield Seen("login", {**facts, "answer": "ok"})
    return session


def is_pooler(look: Look, p: Params, place: Place) -> bool:
    """Does a pooler answer here? Asked without a password, by what a pooler refuses at once."""
    try:
        with place.open(look.stage(1.0)) as conn:
            wire.hello(conn, {"user": p.user, "database": p.database, UNKNOWN_PARAMETER: "1"})
    except wire.Refused as refused:
        return not refused.fields.get("routine")
    except BROKEN:
        pass
    return False


def role(
    look: Look, p: Params, place: Place, session: wire.Session
) -> Generator[Seen, None, dict[str, Any] | None]:
    """Who and where we are, and what is declared to be there; yields the `role` stage."""
    told = yield from _asked(look, p, place, session, "role", lambda: ask.role(look, p, session))
    return None if told and told.get("large_lost") else told


def capacity(
    look: Look, p: Params, place: Place, session: wire.Session, seen: Mapping[str, Any]
) -> Generator[Seen, None, None]:
    """Limits against what the app's pools need; yields the `capacity` stage."""
    if seen.get("pooled"):
        facts = {**place.facts(p), "pooled": True, **ask.need(look)}
        yield Seen("capacity", facts)
        return
    yield from _asked(look, p, place, session, "capacity", lambda: ask.capacity(look, session))


def _asked(
    look: Look,
    p: Params,
    place: Place,
    session: wire.Session,
    stage: str,
    questions: Callable[[], dict[str, Any]],
) -> Generator[Seen, None, dict[str, Any] | None]:
    session.conn.deadline = look.stage()
    facts: dict[str, Any] = place.facts(p)
    try:
        told = questions()
    except (IndexError, OverflowError) as error:  # a row that is too short, a number that is none
        yield Seen(stage, {**facts, "answer": "other", "speaker": "", "said": type(error).__name__})
        return None
    except (*BROKEN, ValueError) as error:
        facts.update(broken(error, replace(place, address=""), look))
        if facts["answer"] != "refused" or not facts.get("routine"):
            facts["pooler"] = is_pooler(look, p, place)
        yield Seen(stage, facts)
        return None
    facts.update(told)
    yield Seen(stage, facts)
    return facts
