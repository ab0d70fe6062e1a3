"""How the mongodb check looks: one connection that asks and logs in, and one to every other member."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass
from hashlib import md5
from typing import Any, Optional

from farhand.checks._advertised import outcome, reach
from farhand.checks._mongodb import asks, told
from farhand.checks._mongodb.spoken import SPOKEN, Wanted
from farhand.checks._service import BROKEN, Place, broken
from farhand.look import Look
from farhand.model import Seen
from farhand.wire import mongodb
from farhand.wire.scram import Scram, ScramError
from farhand.wire.tcp import Conn, open_tcp
from farhand.wire.together import together

_DIGESTS = {"SCRAM-SHA-256": "sha256", "SCRAM-SHA-1": "sha1"}
#: Seconds for all other members together, which are tried side by side.
ALL = 5.0


@dataclass
class Line:
    """A connection, and the number of the last question. `part`: what is at its other end."""

    conn: Conn
    part: str = ""
    number: int = 0
    legacy: bool = False

    def call(self, doc: dict[str, Any]) -> dict[str, Any]:
        self.number += 1
        return mongodb.call(self.conn, self.number, asks.plain(doc, self.part))


def hello(look: Look, place: Place, line: Line) -> Generator[Seen, None, Optional[dict[str, Any]]]:
    """Who is there, before any login; yields `hello` and returns its facts where it answers well."""
    facts: dict[str, Any] = place.facts()
    line.conn.deadline = look.stage()
    try:
        facts.update(told.hello(line.call(asks.HELLO)))
    except BROKEN as error:
        facts.update(_old(look, place) or broken(error, look, place, SPOKEN))
    yield Seen("hello", facts)
    line.part, line.legacy = str(facts.get("part", "")), bool(facts.get("legacy"))
    return facts if facts["answer"] == "ok" else None


def _old(look: Look, place: Place) -> dict[str, Any]:
    """The same, as it was asked before OP_MSG: a server that knows no other hangs up at a new question."""
    if place.tls:
        return {}
    try:
        with place.open(look.stage(1.5)) as conn:
            return told.hello(mongodb.talk(conn, 1, mongodb.old_hello(1)), legacy=True)
    except BROKEN:
        return {}


def version(look: Look, place: Place, line: Line, facts: Mapping[str, Any]) -> Iterator[Seen]:
    """Yields the `version` stage."""
    doc: dict[str, Any] = {}
    if not line.legacy:
        try:
            doc = line.call(asks.BUILD)
        except BROKEN:
            pass
    yield Seen("version", {**place.facts(), **told.version(doc, facts, look.need.tested)})


def members(
    look: Look, place: Place, asked: Wanted, facts: Mapping[str, Any], settings: Mapping[str, Any]
) -> Iterator[Seen]:
    """The other members, side by side; yields the `set` stage."""
    if asked.balanced or facts["part"] == "balancer":
        yield Seen("set", {"not_applicable": "a load balancer stands before it"})
        return
    alone = asked.direct or facts["part"] not in ("primary", "secondary", "other", "arbiter")
    names = [] if alone else told.others(facts, (place.host, place.port))
    jobs = {name: lambda name=name: _member(look, name, asked, settings) for name in names}
    done = together(jobs, look.deadline.within(ALL))
    missed = {"unknown": "no time was left"}
    tried = [done.get(name) or {**_named(name), **missed} for name in names]
    yield Seen("set", {**place.facts(), **told.topology(facts, asked, tried)})


def _named(member: str) -> dict[str, Any]:
    host, port = told.place_of(member)
    return {"host": host, "port": port}


def _member(look: Look, name: str, asked: Wanted, settings: Mapping[str, Any]) -> dict[str, Any]:
    """How far the way to a member leads, and which part it has."""
    host, port = told.place_of(name)
    rows, conn = reach(look, host, port, asked.tls, settings)
    found = outcome(_named(name), rows)
    if found.get("open"):
        address = next((row["address"] for seen in rows if seen.stage == "tcp"
                        for row in seen.facts["attempts"] if row["result"] == "open"), host)  # fmt: skip
        found.update(_part(look, address, port, conn, asked.tls))
    elif conn:
        conn.close()
    return found


def _part(look: Look, address: str, port: int, conn: Optional[Conn], secure: bool) -> dict[str, Any]:
    if secure and conn is None:
        return {}
    try:
        with conn or open_tcp(address, port, look.stage(2.0)) as line:
            line.deadline = look.stage(2.0)
            facts = told.hello(mongodb.call(line, 1, asks.HELLO))
    except BROKEN:
        return {"silent": True}
    return told.as_member(facts)


def login(look: Look, place: Place, line: Line, asked: Wanted) -> Generator[Seen, None, bool]:
    """SCRAM in full, where there is a user; yields `login`. True: go on."""
    facts: dict[str, Any] = place.facts()
    line.conn.deadline = look.stage()
    try:
        facts.update(told.login(asked, _offers(line, asked)))
        if "answer" not in facts:
            facts.update(_proved(line, asked, facts["mechanism"]))
    except BROKEN as error:
        facts.update(broken(error, look, place, SPOKEN, said_before=True))
    except ScramError as error:
        facts.update(answer="garbled", text=str(error)[:120])
    yield Seen("login", facts)
    return facts["answer"] in ("ok", "none")


def _offers(line: Line, asked: Wanted) -> list[list[str]]:
    """How the user may log in, by each database in which it may be kept."""
    sources = asked.sources if asked.user else ()
    return [told.known_mechanisms(line.call(asks.known(source, asked.user))) for source in sources]


def _proved(line: Line, asked: Wanted, mechanism: str) -> dict[str, Any]:
    if mechanism not in _DIGESTS:
        return {"answer": "unspoken"}
    scram = Scram(_secret(asked, mechanism), asked.user, digest=_DIGESTS[mechanism])
    base = {"$db": asked.source}
    reply = line.call({"saslStart": 1, "mechanism": mechanism, "payload": scram.first,
                       "options": {"skipEmptyExchange": True}, **base})  # fmt: skip
    if told.error(reply):
        return told.error(reply)
    final = scram.answer(_payload(reply))
    number = reply.get("conversationId", 1)
    reply = line.call({"saslContinue": 1, "conversationId": number, "payload": final, **base})
    if told.error(reply):
        return told.error(reply)
    scram.finish(_payload(reply))
    if reply.get("done") is not True:
        reply = line.call({"saslContinue": 1, "conversationId": number, "payload": b"", **base})
    return told.error(reply) or {"answer": "ok"}


def _secret(asked: Wanted, mechanism: str) -> str:
    """For SCRAM-SHA-1 MongoDB takes a hash in place of the password (specifications, auth)."""
    if mechanism != "SCRAM-SHA-1":
        return asked.password
    text = f"{asked.user}:mongo:{asked.password}".encode("utf-8", "surrogateescape")
    return md5(text, usedforsecurity=False).hexdigest()


def _payload(reply: Mapping[str, Any]) -> bytes:
    found = reply.get("payload")
    return found if isinstance(found, bytes) else b""


def rights(look: Look, place: Place, line: Line, asked: Wanted) -> Iterator[Seen]:
    """Harmless questions that need a right; yields `rights`."""
    docs: dict[str, Any] = {}
    line.conn.deadline = look.stage()
    try:
        for name, doc in asks.rights(asked):
            docs[name] = line.call(doc)
    except BROKEN as error:
        if not docs:
            facts = broken(error, look, place, SPOKEN, said_before=True)
            yield Seen("rights", {**place.facts(), **facts})
            return
    yield Seen("rights", {**place.facts(), **told.rights(asked, docs)})
