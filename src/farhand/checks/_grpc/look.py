"""How the grpc check looks: a greeting of HTTP/2, then the state of each service. Nothing else is called."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import Any

from farhand.checks import _asked, _service
from farhand.checks._grpc import facts as of
from farhand.checks._grpc.spoken import SPOKEN, Wanted, questions
from farhand.checks._service import BROKEN, Place
from farhand.look import Look
from farhand.model import Seen
from farhand.wire.h2 import Talk
from farhand.wire.hpack import Malformed
from farhand.wire.speaker import OtherProtocol, takes_tls
from farhand.wire.tcp import Closed, Conn, Late

#: Seconds before the end of our own patience at which the server should give a call up.
EARLIER = 0.3


@dataclass(frozen=True)
class Line:
    """Where is asked, and over what."""

    look: Look
    place: Place
    talk: Talk


def hello(look: Look, place: Place, conn: Conn, alpn: str) -> Generator[Seen, None, Line | None]:
    """Yields `hello`; None where it is not HTTP/2."""
    talk, facts = Talk(conn), {**place.facts(), "run_by": look.need.run_by}
    if place.tls:
        facts["alpn"] = alpn
    conn.deadline = look.stage()
    try:
        talk.greet()
        yield Seen("hello", {**facts, "answer": "ok"})
        return Line(look, place, talk)
    except Malformed:
        facts.update(answer="other", speaker="", said="")
    except BROKEN as error:
        facts.update(_other(look, place, conn, error))
    conn.close()
    yield Seen("hello", facts)
    return None


def _other(look: Look, place: Place, conn: Conn, error: BaseException) -> dict[str, Any]:
    """Who it is, where it is not HTTP/2."""
    told: dict[str, Any] = {}
    if isinstance(error, OtherProtocol) and error.got.startswith(b"HTTP/"):
        conn.deadline = look.stage(1.0)
        told = of.http1(error.got + _rest(conn))
    if not told:
        return _service.broken(error, look, place, SPOKEN)
    # A TLS port may have understood that something without TLS was spoken, as nginx's does.
    odd = told["status"] == 400 and not place.tls
    if odd and takes_tls(place.address, place.port, place.host, look.stage(1.5)):
        return {"answer": "closed", "takes_tls": True}
    return told


def _rest(conn: Conn) -> bytes:
    try:
        return conn.read_to_end()
    except OSError:
        return b""


def health(line: Line, want: Wanted, authority: str) -> Seen:
    """The state of each service, over the connection that was greeted."""
    look, talk = line.look, line.talk
    facts: dict[str, Any] = {
        **line.place.facts(), "run_by": look.need.run_by, "sent_login": bool(want.headers),
        "declared": bool(want.services), "has_health": want.has_health,
    }  # fmt: skip
    if want.broken_header:
        talk.conn.close()
        return Seen("health", {**facts, "broken_header": want.broken_header, "services": []})
    talk.conn.deadline = look.stage()
    seconds = max(0.5, talk.conn.deadline.left() - EARLIER)
    asks = questions(want, authority or _asked.authority(line.place), _scheme(line.place), seconds)
    end = ""
    try:
        talk.ask(asks)
    except (*BROKEN, Malformed) as error:
        end = _end(error)
    talk.conn.close()
    found = of.rows(want.asked, talk.reader.streams, talk.reader.leaving, end)
    return Seen("health", {**facts, "services": found})


def _scheme(place: Place) -> str:
    return "https" if place.tls else "http"


def _end(error: BaseException) -> str:
    if isinstance(error, Malformed):
        return "garbage"
    return "mute" if isinstance(error, Late) else "closed" if isinstance(error, Closed) else "reset_by_peer"
