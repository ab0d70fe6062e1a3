"""What the `grpc` command printed, as the facts that the probe makes.  Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from farhand.checks import _raw, _service_paste
from farhand.checks._grpc import facts as of
from farhand.checks._grpc.spoken import SPOKEN, services_of
from farhand.checks._raw import Heard
from farhand.checks._service_paste import Part
from farhand.model import Seen
from farhand.wire.h2 import Reader
from farhand.wire.hpack import Malformed
from farhand.wire.speaker import OtherProtocol, speaker


def read(text: str) -> Iterator[Seen]:
    """The stages from `config` on."""
    part = yield from _service_paste.begin(text, "grpc", SPOKEN)
    if part is None:
        return
    talks = _raw.talks(part.lines)
    hello = _hello(part, talks.get("hello", Heard()))
    yield Seen("hello", hello)
    bad = next((line[len("bad header ") :] for line in part.lines if line.startswith("bad header ")), "")
    if hello["answer"] == "ok" and not bad and "check" not in talks:
        yield Seen("health", unknown="the output ends before the server was asked for its state")
    elif hello["answer"] == "ok":
        yield _health(part, talks.get("check", Heard()), bad[:60])


def _hello(part: Part, heard: Heard) -> dict[str, Any]:
    facts = {**part.place, "run_by": part.settings.get("run_by", "")}
    alpn = next((line.split()[1] for line in part.lines if line.startswith("alpn ")), "")
    if part.place["tls"]:
        facts["alpn"] = "" if alpn == "none" else alpn
    if alpn == "refused":
        return {**facts, "answer": "no_protocol"}
    return {**facts, **_greeted(part, heard)}


def _greeted(part: Part, heard: Heard) -> dict[str, Any]:
    try:
        reader = Reader()
        reader.feed(heard.data)
        if reader.greeted:
            return {"answer": "ok"}
    except Malformed:
        return {"answer": "other", "speaker": "", "said": ""}
    except OtherProtocol:
        pass
    told = of.http1(heard.data) if heard.data.startswith(b"HTTP/") else {}
    sniffed = _raw.sniffed(part.lines, SPOKEN.name.lower())
    if told and not (told["status"] == 400 and sniffed and sniffed.takes_tls):
        return told
    if told:
        return {"answer": "closed", "takes_tls": True}
    if heard.data and speaker(heard.data) not in ("", "TLS"):
        return {"answer": "other", "speaker": speaker(heard.data), "said": _shown(heard.data)}
    return part.broken(SPOKEN, heard.end or "closed")


def _shown(data: bytes) -> str:
    return "".join(c if " " <= c <= "~" else "." for c in data[:60].decode("latin-1")).strip()


def _health(part: Part, heard: Heard, bad: str) -> Seen:
    settings = part.settings
    declared = services_of(settings)
    has_health = settings.get("health")
    facts = {
        **part.place, "run_by": settings.get("run_by", ""), "sent_login": part.head.get("sent", "0") != "0",
        "declared": bool(declared), "has_health": has_health if isinstance(has_health, bool) else None,
    }  # fmt: skip
    if bad:
        return Seen("health", {**facts, "broken_header": bad, "services": []})
    reader, end = Reader(), "reset_by_peer" if heard.end == "reset" else heard.end or "closed"
    try:
        reader.feed(heard.data)
    except (Malformed, OtherProtocol):
        end = "garbage"
    rows = of.rows(declared or ("",), reader.streams, reader.leaving, end)
    return Seen("health", {**facts, "services": rows})
