"""What the `nats` command printed, as the facts that the probe makes.  Pure."""

from __future__ import annotations

from collections.abc import Iterator

from farhand.checks import _raw, _service_paste
from farhand.checks._nats.spoken import SPOKEN
from farhand.checks._nats.talk import stages, wanted
from farhand.checks._raw import Heard
from farhand.model import Seen
from farhand.wire import nats


def read(text: str) -> Iterator[Seen]:
    """The stages from `config` on."""
    part = yield from _service_paste.begin(text, "nats", SPOKEN)
    if part is None:
        return
    talks = _raw.talks(part.lines)
    heard, greeting = talks.get("nats", Heard()), talks.get("greeting", Heard())
    said = nats.parsed(heard.data) or nats.parsed(greeting.data)
    if not said or said[0].verb != "INFO":
        yield Seen("hello", {**part.place, **part.broken(SPOKEN, greeting.end or "mute")})
        return
    info, secure = said[0].told, part.head.get("wanted") == "1"
    if secure and not (info.get("tls_required") or info.get("tls_available")):
        yield Seen("tls", {**part.place, "plain": True, "result": "not_tls"})
        return
    yield Seen("hello", {**part.place, "answer": "ok", "server": str(info.get("server_name", ""))[:80]})
    if secure or info.get("tls_required"):
        yield Seen("login", unknown="NATS begins TLS after its greeting, which no tool here does")
        return
    asks = wanted(part.settings, part.target.user, "x" if part.target.password else "")
    tested = tuple(map(str, part.settings.get("tested") or ()))
    yield from stages(said[1:], heard.end, asks, part.place, info, tested)
