"""The way to a service that speaks a protocol of its own: what Redis, AMQP and LDAP have in common.

met = yield from reach(look, target, SPOKEN, tls=False)     # the stages dns, tcp and tls
if met is None: return                                      # the way ended there
place, conn = met
...
except BROKEN as error:
    yield Seen("hello", {**place.facts(), **broken(error, look, place, SPOKEN)})

What these facts mean is in `_service_meaning`.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass
from typing import Any, Optional

from farhand.checks import dns, tcp
from farhand.deadline import Deadline
from farhand.look import Look
from farhand.model import NOTHING, Seen
from farhand.target import Target
from farhand.wire.speaker import OtherProtocol, coax, knows_postgres, speaker, takes_tls
from farhand.wire.tcp import SMALL, Closed, Conn, Late, TooMuch, open_tcp, open_unix
from farhand.wire.tls_try import Way, direct

#: How a conversation may break off.
BROKEN = (OtherProtocol, Closed, Late, TooMuch, OSError)


@dataclass(frozen=True)
class Spoken:
    """A protocol. `plain` and `secure` are the URL schemes without and with TLS, for sentences.

    `speaks` asks over a fresh plain connection and is True where the answer is of this protocol; it may raise
    what is in `BROKEN`. `ask` is what the server is asked first, as a person says it; `look` is a command
    that shows that it works, with {host}, {port} and {tls}; `tls_flag` stands for {tls} where TLS is spoken.
    `greets`: the server speaks first, so that one that waits for the client is mute.
    """

    name: str
    port: int
    plain: str
    secure: str
    ask: str
    speaks: Callable[[Conn], bool]
    look: str = ""
    tls_flag: str = ""
    greets: bool = False


@dataclass(frozen=True)
class Place:
    """One address, or one Unix socket."""

    host: str = ""
    address: str = ""
    port: int = 0
    socket: str = ""
    tls: bool = False

    def open(self, deadline: Deadline) -> Conn:
        return (
            open_unix(self.socket, deadline) if self.socket else open_tcp(self.address, self.port, deadline)
        )

    def facts(self) -> dict[str, Any]:
        where = {"host": self.host or self.socket, "port": self.port, "tls": self.tls}
        return {**where, "socket": self.socket} if self.socket else where


def reach(
    look: Look,
    target: Target,
    spoken: Spoken,
    tls: bool,
    settings: Mapping[str, Any] = NOTHING,
    way: Optional[Callable[[Place], Way]] = None,
) -> Generator[Seen, None, Optional[tuple[Place, Conn]]]:
    """Name, connection, and TLS where it is spoken; yields `dns`, `tcp` and `tls`, and `hello` where the
    connection cannot be opened a second time.

    `settings` are those for TLS, filled in (else the declared ones). `way` gives fresh connections to where
    TLS begins, for protocols that ask for TLS first (STARTTLS).
    """
    place = yield from found(look, target, spoken.port, tls)
    if place is None:
        return None
    conn = yield from opened(look, place, spoken, target.scheme or spoken.plain, settings, way)
    return (place, conn) if conn else None


def found(look: Look, target: Target, port: int, tls: bool) -> Generator[Seen, None, Optional[Place]]:
    """Yields `dns` and `tcp`."""
    if target.socket:
        yield Seen("dns", {"not_applicable": "a Unix socket"})
        yield Seen("tcp", {"not_applicable": "a Unix socket"})
        return Place(socket=target.socket, port=port)
    port = target.port or port
    addresses = yield from dns.resolve(look, target.host)
    if not addresses:
        return None
    met = yield from tcp.connect(look, target.host, addresses, port)
    return Place(target.host, met[0], port, tls=tls) if met else None


def opened(
    look: Look,
    place: Place,
    spoken: Spoken,
    scheme: str,
    settings: Mapping[str, Any] = NOTHING,
    way: Optional[Callable[[Place], Way]] = None,
) -> Generator[Seen, None, Optional[Conn]]:
    """The connection on which the protocol is spoken; yields the `tls` stage."""
    if place.tls:
        return (yield from _secured(look, place, spoken, settings, way))
    why = "a Unix socket" if place.socket else f"{scheme}:// is without TLS"
    yield Seen("tls", {"not_applicable": why})
    try:
        return place.open(look.stage())
    except OSError as error:
        answer = "reset" if error.errno in (104, 32) else "mute" if isinstance(error, Late) else "unreachable"
        yield Seen("hello", {**place.facts(), "answer": answer, "errno": error.errno or 0})
        return None


def _secured(
    look: Look,
    place: Place,
    spoken: Spoken,
    settings: Mapping[str, Any],
    way: Optional[Callable[[Place], Way]],
) -> Generator[Seen, None, Optional[Conn]]:
    """TLS as the tls check looks at it; where it fails, a plain question may tell why."""
    from farhand.checks import tls

    path = way(place) if way else direct(place.address, place.port)
    steps = tls.secure(look, path, place.host, settings or tls.filled(look))
    while True:
        try:
            seen = next(steps)
        except StopIteration as end:
            made: Optional[Conn] = end.value
            return made
        closed = seen.facts.get("result") in ("silent", "closed", "reset", "not_tls")
        if closed and not way and speaks_plainly(look, place, spoken):
            seen = Seen("tls", {**place.facts(), "plain": True, "result": seen.facts["result"]})
        yield seen


def begun(place: Place, begins: Callable[[Conn], bool]) -> Way:
    """Fresh connections on which TLS has been asked for (STARTTLS); `begins` is False where it is refused.

    Opening raises ConnectionError there, and what is in BROKEN.
    """

    def asked(conn: Conn) -> Conn:
        try:
            good = begins(conn)
        except BaseException:
            conn.close()
            raise
        if not good:
            conn.close()
            raise ConnectionResetError("STARTTLS is refused")
        return conn

    def small(deadline: Deadline) -> Conn:
        return asked(open_tcp(place.address, place.port, deadline, mss=SMALL))

    return Way(lambda deadline: asked(place.open(deadline)), small, place.address, place.port)


def speaks_plainly(look: Look, place: Place, spoken: Spoken) -> bool:
    """True where a plain question is answered in the protocol's own words."""
    try:
        with open_tcp(place.address, place.port, look.stage(1.5)) as conn:
            return spoken.speaks(conn)
    except BROKEN:
        return False


def broken(
    error: BaseException, look: Look, place: Place, spoken: Spoken, said_before: bool = False
) -> dict[str, Any]:
    """Facts for a conversation that broke off. `said_before`: the protocol had been spoken: look for nothing
    else."""
    got = getattr(error, "got", b"")
    if isinstance(error, OtherProtocol) or (got and speaker(got) not in ("", spoken.name)):
        return _other(got)
    facts: dict[str, Any] = {"answer": _word(error)}
    if isinstance(error, OSError) and error.errno:
        facts["errno"] = error.errno
    if not said_before and place.address and not place.tls:
        facts.update(_what_else(look, place, facts["answer"], spoken))
    return facts


def _word(error: BaseException) -> str:
    if isinstance(error, Late):
        return "mute"
    if isinstance(error, Closed):
        return "closed"
    if isinstance(error, TooMuch):
        return "flood"
    return "reset" if getattr(error, "errno", 0) in (104, 32) else "error"


def _other(got: bytes) -> dict[str, Any]:
    text = got[:60].decode("latin-1")
    said = "".join(c if " " <= c <= "~" else "." for c in text).strip()
    return {"answer": "other", "speaker": speaker(got), "said": said}


def _what_else(look: Look, place: Place, answer: str, spoken: Spoken) -> dict[str, Any]:
    """Not a word of it: is it another protocol, or TLS that is wanted?"""
    if answer not in ("closed", "reset", "mute"):
        return {}
    said = coax(place.address, place.port, look.stage(1.0))
    if said and speaker(said) not in ("TLS", spoken.name):
        return _other(said)
    waits = answer == "mute" and not spoken.greets
    if not said and not waits and knows_postgres(place.address, place.port, look.stage(1.0)):
        return {"answer": "other", "speaker": "PostgreSQL", "said": ""}
    return {"takes_tls": True} if takes_tls(place.address, place.port, place.host, look.stage(1.5)) else {}
