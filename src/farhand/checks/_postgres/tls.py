"""TLS as PostgreSQL has it: asked for first, on the ordinary port, and used as `sslmode` says."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace
from typing import Any

from farhand.checks._postgres import look as see
from farhand.checks._postgres.look import BROKEN, Line, Place
from farhand.checks._postgres.params import Params
from farhand.deadline import Deadline
from farhand.look import Look
from farhand.model import Seen
from farhand.wire import postgres as wire
from farhand.wire.tcp import SMALL, Conn, open_tcp

#: sslmode to what is verified: nothing, the chain, or chain and name.
VERIFIES = {"verify-ca": "chain", "verify-full": "name"}
MUST = ("require", "verify-ca", "verify-full")


def secure(look: Look, p: Params, place: Place) -> Generator[Seen, None, Line | None]:
    """Connect, and use TLS as the app's driver would; yields the `tls` stage. None: it ended here."""
    plain = place.socket or p.sslmode in ("disable", "allow")
    try:
        conn = place.open(look.stage())
        if plain:
            why = "a Unix socket" if place.socket else f"sslmode={p.sslmode}"
            yield Seen("tls", {"not_applicable": why})
            return Line(conn)
        answer = wire.ask_tls(conn)
    except BROKEN as error:
        yield from _not_here(look, p, place, error)
        return None
    if answer == "N":
        return (yield from _none_offered(p, place, conn))
    return (yield from _shake(look, p, place, conn))


def _not_here(look: Look, p: Params, place: Place, error: BaseException) -> Generator[Seen, None, None]:
    """No PostgreSQL answers, or it says no at once: that is told where the hello is judged."""
    if not place.socket and p.sslmode not in ("disable", "allow"):
        yield Seen("tls", {"not_applicable": "the question for TLS was not answered"})
    elif place.socket:
        yield Seen("tls", {"not_applicable": "a Unix socket"})
    else:
        yield Seen("tls", {"not_applicable": f"sslmode={p.sslmode}"})
    yield Seen("hello", {**place.facts(p), "socket": place.socket, **see.broken(error, place, look)})


def _none_offered(p: Params, place: Place, conn: Any) -> Generator[Seen, None, Line | None]:
    yield Seen("tls", {**place.facts(p), "offered": False, "used": False})
    if p.sslmode in MUST:
        conn.close()
        return None
    return Line(conn, False, False)


def _shake(look: Look, p: Params, place: Place, conn: Any) -> Generator[Seen, None, Line | None]:
    facts: dict[str, Any] = {**place.facts(p), "offered": True}
    if p.sslmode in VERIFIES and not p.rootcert:
        conn.close()
        yield Seen("tls", {**facts, "used": False, "root_missing": True})
        return None
    if p.sslmode == "prefer":
        return (yield from _if_it_works(look, p, place, conn, facts))
    inside = yield from _as_told(look, p, place, conn, facts)
    return Line(inside, True, True) if inside else None


def _if_it_works(
    look: Look, p: Params, place: Place, conn: Any, facts: dict[str, Any]
) -> Generator[Seen, None, Line | None]:
    """`prefer`: nothing is verified; where the handshake fails it goes on without, unless it hangs."""
    try:
        made = see.shaken(conn, place.host)
    except (OSError, ValueError):
        made = None
    if made is not None and made.conn is not None:
        yield Seen("tls", {**facts, "used": True, "verified": "", **_brief(made.facts)})
        return Line(made.conn, True, True)
    if made is not None and made.facts["result"] == "silent":
        inside = yield from _as_told(look, p, place, _asked(place.open(look.stage())), facts)
        return Line(inside, True, True) if inside else None
    yield Seen("tls", {**facts, "used": False, "gave_up": made.facts["result"] if made else "an error"})
    return Line(place.open(look.stage()), False, True)


def _as_told(
    look: Look, p: Params, place: Place, conn: Any, facts: dict[str, Any]
) -> Generator[Seen, None, Conn | None]:
    """The handshake that the mode insists on, with all that the tls check finds out about a failed one."""
    from farhand.checks import tls
    from farhand.wire.tls_try import Way

    first: list[Conn] = [conn]

    def fresh(deadline: Deadline) -> Conn:
        return first.pop() if first else _asked(place.open(deadline))

    def small(deadline: Deadline) -> Conn:
        return _asked(open_tcp(place.address, place.port, deadline, mss=SMALL))

    verify = VERIFIES.get(p.sslmode, "")
    settings = {
        "ca_file": p.rootcert if verify and p.rootcert != "system" else "",
        "cert_file": p.cert if p.key else "",
        "key_file": p.key,
        "verify": {"": False, "chain": "ca", "name": True}[verify],
    }
    steps = tls.secure(
        look, Way(fresh, small, place.address, place.port), place.host, settings, confirm=False
    )
    while True:
        try:
            seen = next(steps)
        except StopIteration as end:
            made: Conn | None = end.value
            return made
        used = seen.facts.get("result") == "ok"
        told = {**facts, **seen.facts, "used": used, "verified": verify}
        told.pop("store_roots", None)  # a root file of one authority is the rule here, and tells nothing
        yield replace(seen, facts=told)


def _asked(conn: Conn) -> Conn:
    """The connection, once PostgreSQL has agreed to TLS on it."""
    if wire.ask_tls(conn) != "S":
        conn.close()
        raise OSError("no TLS this time")
    return conn


def _brief(facts: dict[str, Any]) -> dict[str, Any]:
    return {key: facts[key] for key in ("version", "cipher", "ms") if key in facts}
