"""How the smtp check looks: greeting, EHLO, STARTTLS, login, sender and recipient, then RSET. No message is
ever begun: DATA is not sent."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace
from typing import Any, Optional

from farhand.checks import _service
from farhand.checks._service import BROKEN, Place, broken
from farhand.checks._smtp.spoken import SPOKEN
from farhand.checks._smtp.wanted import Wanted, begins_tls
from farhand.look import Look
from farhand.model import Seen
from farhand.target import Target
from farhand.wire import smtp
from farhand.wire.smtp import Reply
from farhand.wire.tcp import Conn

Met = Optional[tuple[Place, Conn, dict[str, str]]]


def hello(
    look: Look, target: Target, place: Place, wanted: Wanted, settings: dict[str, Any]
) -> Generator[Seen, None, Met]:
    """Yields `tls` and `hello`; returns the place, the connection to go on with, and its offers."""
    scheme = target.scheme or SPOKEN.plain
    if place.tls:
        conn = yield from _service.opened(look, place, SPOKEN, scheme, settings)
        return (yield from _met(look, place, conn, wanted)) if conn else None
    facts, conn = _greeted(look, place, wanted)
    offers = facts.get("offers", {})
    if conn and begins_tls(wanted.starttls, scheme, place.port, wanted.user, offers):
        conn.close()
        inside = replace(place, tls=True)
        secured = yield from _service.opened(
            look,
            inside,
            SPOKEN,
            scheme,
            settings,
            lambda at: _service.begun(at, lambda new: begins(new, wanted)),
        )
        return (yield from _again(look, inside, secured, wanted, facts)) if secured else None
    yield Seen("tls", {"not_applicable": _why_plain(place, scheme, wanted, offers)})
    yield Seen("hello", facts)
    return (place, conn, offers) if conn else None


def _why_plain(place: Place, scheme: str, wanted: Wanted, offers: dict[str, str]) -> str:
    if place.socket:
        return "a Unix socket"
    if "STARTTLS" in offers:
        return f"{scheme}:// begins without TLS, and STARTTLS is not declared"
    return f"{scheme}:// begins without TLS, and the server offers no STARTTLS"


def _greeted(look: Look, place: Place, wanted: Wanted) -> tuple[dict[str, Any], Conn | None]:
    """The facts of `hello` over a plain connection; it stays open where all went well."""
    facts = _facts(place, wanted)
    conn: Conn | None = None
    try:
        conn = place.open(look.stage())
        facts.update(_introduced(conn, wanted))
    except BROKEN as error:
        facts.update(broken(error, look, place, SPOKEN))
    if conn and facts.get("answer") != "ok":
        conn.close()
        conn = None
    return facts, conn


def _facts(place: Place, wanted: Wanted) -> dict[str, Any]:
    return {
        **place.facts(),
        "starttls": False,
        "starttls_wanted": wanted.starttls,
        "user": wanted.user,
    }


def _introduced(conn: Conn, wanted: Wanted) -> dict[str, Any]:
    """Greeting and EHLO (HELO where that is not known). Raises what is in BROKEN."""
    first = smtp.greeting(conn)
    if not first.good:
        return _no("greeting", first)
    told = {"greeting": first.text[:100]}
    return {**told, **_ehlo(conn, wanted)}


def _ehlo(conn: Conn, wanted: Wanted) -> dict[str, Any]:
    name = wanted.helo or own_name(conn)
    reply = smtp.call(conn, f"EHLO {name}")
    if reply.code in (500, 502):
        reply = smtp.call(conn, f"HELO {name}")
    return {"answer": "ok", "offers": smtp.offers(reply)} if reply.good else _no("EHLO", reply)


def _no(asked: str, reply: Reply) -> dict[str, Any]:
    return {"answer": "refused", "asked": asked, "code": reply.code, "message": reply.text[:200]}


def own_name(conn: Conn) -> str:
    """This end's address as a literal (RFC 5321, 4.1.3), which a client without a name gives."""
    try:
        here = str(conn.sock.getsockname()[0])
    except (OSError, AttributeError, IndexError):
        return "[127.0.0.1]"
    return f"[IPv6:{here}]" if ":" in here else f"[{here or '127.0.0.1'}]"


def begins(conn: Conn, wanted: Wanted) -> bool:
    """True where TLS begins on this connection now."""
    told = _introduced(conn, wanted)
    return told["answer"] == "ok" and smtp.call(conn, "STARTTLS").code == 220


def _met(look: Look, place: Place, conn: Conn, wanted: Wanted) -> Generator[Seen, None, Met]:
    """Greeting and EHLO inside of TLS that is there from the first byte on."""
    facts = _facts(place, wanted)
    conn.deadline = look.stage()
    try:
        facts.update(_introduced(conn, wanted))
    except BROKEN as error:
        facts.update(broken(error, look, place, SPOKEN))
    yield Seen("hello", facts)
    return (place, conn, facts["offers"]) if facts["answer"] == "ok" else None


def _again(
    look: Look, place: Place, conn: Conn, wanted: Wanted, before: dict[str, Any]
) -> Generator[Seen, None, Met]:
    """EHLO once more, after STARTTLS (RFC 3207, 4.2)."""
    facts = {**before, "tls": True, "starttls": True}
    conn.deadline = look.stage()
    try:
        facts.update(_ehlo(conn, wanted))
    except BROKEN as error:
        facts.update(broken(error, look, place, SPOKEN, said_before=True))
    yield Seen("hello", facts)
    return (place, conn, facts["offers"]) if facts["answer"] == "ok" else None


def login(
    look: Look, place: Place, conn: Conn, wanted: Wanted, offers: dict[str, str]
) -> Generator[Seen, None, bool]:
    """AUTH PLAIN, or LOGIN; yields the `login` stage. True: go on."""
    facts = login_facts(place.facts(), wanted.user, bool(wanted.password), offers)
    if not wanted.user:
        yield Seen("login", {**facts, "answer": "none"})
        return True
    conn.deadline = look.stage()
    try:
        facts.update(_login(conn, wanted, facts["mechanism"]))
    except BROKEN as error:
        facts.update(broken(error, look, place, SPOKEN, said_before=True))
    yield Seen("login", facts)
    return bool(facts["answer"] == "ok")


def login_facts(
    place: dict[str, Any], user: str, password_given: bool, offers: dict[str, str]
) -> dict[str, Any]:
    """What is known before the login: the mechanism that is used is the first of PLAIN and LOGIN."""
    there = offers.get("AUTH", "").upper().split()
    return {
        **place,
        "user": user,
        "password_given": password_given,
        "mechanisms": there[:20],
        "starttls_offered": "STARTTLS" in offers,
        "mechanism": next((name for name in ("PLAIN", "LOGIN") if name in there), ""),
    }


def _login(conn: Conn, wanted: Wanted, mechanism: str) -> dict[str, Any]:
    if not mechanism:
        return {"answer": "no_mechanism"}
    if mechanism == "PLAIN":
        reply = smtp.call(conn, f"AUTH PLAIN {smtp.plain(wanted.user, wanted.password)}")
    else:
        reply = smtp.login(conn, wanted.user, wanted.password)
    return {"answer": "ok"} if reply.code == 235 else _no("AUTH", reply)


def mail(
    look: Look, place: Place, conn: Conn, wanted: Wanted, offers: dict[str, str]
) -> Generator[Seen, None, None]:
    """Sender and recipient, taken back at once; yields the `mail` stage."""
    facts = mail_facts(place.facts(), wanted.sender, wanted.recipient, wanted.largest, offers)
    facts["user"] = wanted.user
    conn.deadline = look.stage()
    if wanted.sender:
        try:
            facts.update(_mail(conn, wanted, offers))
        except BROKEN as error:
            facts.update(broken(error, look, place, SPOKEN, said_before=True))
    yield Seen("mail", facts)
    try:
        smtp.call(conn, "QUIT")
    except BROKEN:
        pass


def mail_facts(
    place: dict[str, Any], sender: str, recipient: str, largest: int, offers: dict[str, str]
) -> dict[str, Any]:
    limit = offers.get("SIZE", "")
    facts: dict[str, Any] = {**place, "from": sender, "to": recipient}
    if limit.isdecimal() and len(limit) < 16:
        facts["size_limit"] = int(limit)
    return {**facts, **({"max_message": largest} if largest else {})}


def _mail(conn: Conn, wanted: Wanted, offers: dict[str, str]) -> dict[str, Any]:
    utf8 = "" if (wanted.sender + wanted.recipient).isascii() or "SMTPUTF8" not in offers else " SMTPUTF8"
    reply = smtp.call(conn, f"MAIL FROM:<{wanted.sender}>{utf8}")
    if not reply.good:
        return _no("MAIL", reply)
    if wanted.recipient:
        reply = smtp.call(conn, f"RCPT TO:<{wanted.recipient}>")
        if not reply.good:
            return _no("RCPT", reply)
    smtp.call(conn, "RSET")
    return {"answer": "ok"}
