"""Does NATS let the app in, may it use its subjects, and has it the streams that are needed?

The greeting tells much before any login. A stream may be missing or full, JetStream may be off or without a
leader; none of that is seen by a client that only connects. Logins by signature (nkey, JWT) are not tried.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from typing import Any, Optional

from farhand.checks import _service, config, tcp
from farhand.checks._nats import judge as means
from farhand.checks._nats.command import command
from farhand.checks._nats.examples import EXAMPLES
from farhand.checks._nats.paste import read
from farhand.checks._nats.spoken import SECURE, SPOKEN
from farhand.checks._nats.talk import stages, wanted
from farhand.checks._service import BROKEN, Place
from farhand.deadline import Deadline
from farhand.look import Look
from farhand.model import Facts, Seen, Verdict
from farhand.wire import nats
from farhand.wire.nats import Said
from farhand.wire.tcp import Conn
from farhand.wire.tls_try import Way

#: The first and the last line of what the command prints, by which a raw output is seen to be whole.
STAGES = ("config", "dns", "tcp", "tls", "hello", "login", "version", "subjects", "jetstream")
OWN = ("tls", "hello", "login", "version", "subjects", "jetstream")
#: subjects: what the app listens to; streams: what must be there; jetstream: it is needed.
SETTINGS = (
    "token", "subjects", "streams", "jetstream", "ca_file", "cert_file", "key_file", "verify", "server_name",
    "client",
)  # fmt: skip

__all__ = ["EXAMPLES", "OWN", "SETTINGS", "STAGES", "command", "judge", "probe", "read"]


def probe(look: Look) -> Iterator[Seen]:
    from farhand.checks import tls

    target = yield from config.settle(look)
    if target is None:
        return
    place = yield from _service.found(look, target, SPOKEN.port, False)
    if place is None:
        return
    settings = tls.filled(look)
    asks = wanted(settings, target.user, target.password)
    met = yield from _greeted(look, place, target.scheme in SECURE, settings)
    if met is None:
        return
    conn, place, info = met
    with conn:
        conn.deadline = look.stage()
        try:
            conn.send(nats.connect(asks.login()) + asks.questions())
            said, end = nats.answers(conn, asks.enough)
        except OSError as error:
            said, end = (), _service.broken(error, look, place, SPOKEN, True)["answer"]
    yield from stages(said, end, asks, place.facts(), info, look.need.tested)
    yield from tcp.lost(look, place.host, place.address, place.port, conn)


def _greeted(
    look: Look, place: Place, secure: bool, settings: dict[str, Any]
) -> Generator[Seen, None, Optional[tuple[Conn, Place, dict[str, Any]]]]:
    """The greeting, and TLS after it where the address or the server wants it; yields `tls` and `hello`."""
    try:
        conn = place.open(look.stage())
        greeting = _info_of(conn)
    except BROKEN as error:
        yield Seen("tls", {"not_applicable": "NATS begins TLS after its greeting, which did not come"})
        yield Seen("hello", {**place.facts(), **_service.broken(error, look, place, SPOKEN)})
        return None
    told = greeting.told
    over = Place(place.host, place.address, place.port, tls=secure or told.get("tls_required") is True)
    if over.tls:
        conn.close()
        if not (told.get("tls_required") or told.get("tls_available")):
            yield Seen("tls", {**place.facts(), "plain": True, "result": "not_tls"})
            return None
    else:
        yield Seen("tls", {"not_applicable": "neither the address nor the server asks for TLS"})
    kept = conn
    if over.tls:
        secured = yield from _service.opened(look, over, SPOKEN, "tls", settings, _after_greeting)
        if secured is None:
            return None
        kept = secured
    yield Seen("hello", {**over.facts(), "answer": "ok", "server": str(told.get("server_name", ""))[:80]})
    return kept, over, told


def _info_of(conn: Conn) -> Said:
    try:
        return nats.info(conn)
    except BaseException:
        conn.close()
        raise


def _after_greeting(place: Place) -> Way:
    def open_(deadline: Deadline) -> Conn:
        conn = place.open(deadline)
        try:
            nats.info(conn)
        except nats.NotNats as error:
            conn.close()
            raise OSError("no greeting of NATS") from error
        return conn

    return Way(open_, None, place.address, place.port)


def judge(stage: str, facts: Facts) -> Verdict:
    return means.JUDGES[stage](facts)
