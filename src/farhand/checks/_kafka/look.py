"""How the kafka check looks: one connection that only asks, then one to every address that is advertised.

Nothing is written, consumed or made: topics are asked for with allow_auto_topic_creation off.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import Any, Optional

from farhand.checks._advertised import look_at
from farhand.checks._kafka import told
from farhand.checks._kafka.spoken import SPOKEN, Wanted
from farhand.checks._service import BROKEN, Place, broken
from farhand.look import Look
from farhand.model import Seen
from farhand.wire import kafka
from farhand.wire.scram import Scram
from farhand.wire.tcp import Conn
from farhand.wire.together import together

_DIGESTS = {"SCRAM-SHA-256": "sha256", "SCRAM-SHA-512": "sha512"}
#: Seconds for all advertised addresses together, which are tried side by side.
ALL = 5.0


@dataclass
class Line:
    """A connection, and the number of the last request."""

    conn: Conn
    number: int = 0

    def call(self, key: int, version: int, body: bytes = b"") -> bytes:
        self.number += 1
        return kafka.call(self.conn, key, version, self.number, body)


def hello(look: Look, place: Place, line: Line) -> Generator[Seen, None, Optional[dict[str, Any]]]:
    """ApiVersions, which every listener answers before any login."""
    facts: dict[str, Any] = {**place.facts(), "tested": list(look.need.tested)}
    line.conn.deadline = look.stage()
    try:
        facts.update(told.hello(line.call(kafka.API_VERSIONS, 0)))
    except BROKEN as error:
        facts.update(broken(error, look, place, SPOKEN))
    except ValueError:
        facts.update(answer="other", speaker="", said="")
    yield Seen("hello", facts)
    return facts if facts["answer"] == "ok" else None


def login(
    look: Look, place: Place, line: Line, asked: Wanted
) -> Generator[Seen, None, Optional[dict[str, Any]]]:
    """SASL, where the app has a login; else which are offered: returns that where it goes on."""
    facts: dict[str, Any] = {**place.facts(), "user": asked.user, "protocol": asked.protocol}
    line.conn.deadline = look.stage()
    try:
        facts.update(_login(line, asked, facts) if asked.login else _wanted(look, place))
    except BROKEN as error:
        facts.update(broken(error, look, place, SPOKEN, said_before=True))
    except ValueError as error:
        facts.update(answer="garbled", says=str(error)[:120])
    yield Seen("login", facts)
    offered = {"offers": facts["offers"]} if "offers" in facts else {}
    return offered if facts["answer"] == "ok" else None


def _login(line: Line, asked: Wanted, facts: dict[str, Any]) -> dict[str, Any]:
    facts["mechanism"] = asked.mechanism
    shaken = told.handshake(line.call(kafka.HANDSHAKE, 1, kafka.text(asked.mechanism)), asked)
    if shaken["answer"] != "ok":
        return shaken
    if asked.mechanism == "PLAIN":
        sent = f"\0{asked.user}\0{asked.password}".encode("utf-8", "surrogateescape")
        return told.refused(_authenticate(line, sent)) or {**shaken, "answer": "ok"}
    if asked.mechanism not in _DIGESTS:
        return {**shaken, "answer": "unspoken"}
    return _scram(line, asked) or {**shaken, "answer": "ok"}


def _scram(line: Line, asked: Wanted) -> dict[str, Any]:
    scram = Scram(asked.password, asked.user, digest=_DIGESTS[asked.mechanism])
    first = _authenticate(line, scram.first)
    no = told.refused(first)
    if no:
        return no
    final = _authenticate(line, scram.answer(kafka.authenticated(first)[2]))
    no = told.refused(final)
    if not no:
        scram.finish(kafka.authenticated(final)[2])
    return no


def _authenticate(line: Line, data: bytes) -> bytes:
    return line.call(kafka.AUTHENTICATE, 0, kafka.sized(data))


def _wanted(look: Look, place: Place) -> dict[str, Any]:
    """Does this listener want a login? Asked over a connection of its own, as it is over after that."""
    if place.tls:
        return {"answer": "ok"}
    try:
        with place.open(look.stage()) as conn:
            code, offered = kafka.mechanisms(Line(conn).call(kafka.HANDSHAKE, 1, kafka.text("PLAIN")))
    except (*BROKEN, ValueError):
        return {"answer": "ok"}
    return told.offers(code, offered)


def cluster(
    look: Look, place: Place, line: Line, asked: Wanted, facts: dict[str, Any], offered: dict[str, Any]
) -> Generator[Seen, None, Optional[kafka.Metadata]]:
    """Metadata, and a connection to each address in it; yields the `brokers` stage."""
    version = told.metadata_version(facts)
    base = {**place.facts(), "protocol": asked.protocol, **offered}
    line.conn.deadline = look.stage()
    try:
        if version < 0:
            raise ValueError("no version of Metadata that both know")
        data = line.call(kafka.METADATA, version, kafka.wanted(version, asked.topics))
        found = kafka.metadata(data, version)
    except BROKEN as error:
        yield Seen("brokers", {**base, **broken(error, look, place, SPOKEN, said_before=True)})
        return None
    except ValueError as error:
        yield Seen("brokers", {**base, "answer": "garbled", "says": str(error)[:120]})
        return None
    others = told.advertised(found.brokers, (place.host, place.port))
    jobs = {
        f"{one.id} {one.host}:{one.port}": lambda one=one: look_at(look, one.host, one.port, asked.tls)
        for one in others
    }
    done = together(jobs, look.deadline.within(ALL))
    tried = [
        told.outcome(one, done.get(name, [Seen("tcp", {}, unknown="no time was left")]))
        for name, one in zip(jobs, others)
    ]
    yield Seen("brokers", {**base, "answer": "ok", **told.cluster(found, tried)})
    return found


def topics(
    look: Look, place: Place, line: Line, asked: Wanted, found: kafka.Metadata, groups: bool
) -> Generator[Seen, None, None]:
    """Yields the `topics` stage."""
    if not asked.topics and not asked.group:
        yield Seen("topics", {"not_applicable": "no topic and no group is declared"})
        return
    code: Optional[int] = None
    line.conn.deadline = look.stage()
    try:
        if asked.group and groups:
            code = kafka.group(line.call(kafka.DESCRIBE_GROUPS, 0, kafka.texts([asked.group])))
    except (*BROKEN, ValueError):
        pass
    yield Seen("topics", {**place.facts(), **told.topics(found, asked, code)})
