"""Facts of a server's answers, the same for the probe and for what a command printed.  Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Optional
from urllib.parse import unquote

from farhand.checks._grpc.spoken import CHECK
from farhand.checks._http.facts import answer_facts
from farhand.wire import h2, http
from farhand.wire.h2 import Leaving, Stream
from farhand.wire.http import Answer

#: Of HealthCheckResponse.
HEALTH = ("UNKNOWN", "SERVING", "NOT_SERVING", "SERVICE_UNKNOWN")


def rows(
    services: Sequence[str], streams: Mapping[int, Stream], leaving: Optional[Leaving], end: str
) -> list[dict[str, Any]]:
    """One row for each service; `end` is how the conversation ended where no answer came."""
    found = enumerate(services)
    return [{"service": name, **row(streams.get(1 + 2 * n), leaving, end)} for n, name in found]


def row(stream: Optional[Stream], leaving: Optional[Leaving], end: str) -> dict[str, Any]:
    """`answer`: grpc (a status of gRPC's), http (another one), no_status, reset (of the stream), goaway, or
    how it ended: mute, closed, reset_by_peer, garbage."""
    if stream is not None and stream.header("grpc-status").isdecimal():
        return _grpc(stream)
    if stream is not None and stream.headers:
        return _http(stream) if stream.done or stream.body else {"answer": "no_status"}
    if stream is not None and stream.reset is not None:
        return {"answer": "reset", "code": h2.code_name(stream.reset)}
    if leaving is not None:
        said = leaving.said.decode("ascii", "replace")
        shown = "".join(c if c.isprintable() else "." for c in said)[:100]
        return {"answer": "goaway", "code": h2.code_name(leaving.code), "message": shown}
    return {"answer": end or "closed"}


def _grpc(stream: Stream) -> dict[str, Any]:
    status = stream.header("grpc-status")
    facts: dict[str, Any] = {"answer": "grpc", "grpc": int(status) if len(status) < 4 else 2}
    message = " ".join(unquote(stream.header("grpc-message"), errors="replace").split())[:200]
    facts.update({"message": message} if message else {})
    server = stream.header("server")[:60]
    facts.update({"server": server} if server else {})
    if facts["grpc"] == 0:
        facts["health"] = health(stream.body)
    return facts


def _http(stream: Stream) -> dict[str, Any]:
    """An answer of HTTP alone: of a proxy, a gateway, a web site; or gRPC's, whose end was lost."""
    status = stream.header(":status")
    kind = stream.header("content-type").lower()
    if status == "200" and kind.startswith("application/grpc"):
        return {"answer": "no_status"}
    answer = Answer(
        status=int(status) if status.isdecimal() and len(status) == 3 else 0,
        headers=[row for row in stream.headers if row[0][:1] != ":"], body=stream.body,
    )  # fmt: skip
    facts = answer_facts(answer, "")
    for key in ("problem", "reason", "expected_bytes", "ttfb_ms", "total_ms"):
        facts.pop(key)
    return {"answer": "http", **facts, "method": "POST", "path": CHECK}


def health(body: bytes) -> str:
    """Field 1 of HealthCheckResponse, behind five bytes; "" where these are no such message."""
    if len(body) < 5 or body[0] or int.from_bytes(body[1:5], "big") != len(body) - 5:
        return ""
    message = body[5:]
    if not message:
        return HEALTH[0]
    if len(message) == 2 and message[0] == 8 and message[1] < len(HEALTH):
        return HEALTH[message[1]]
    return ""


def http1(got: bytes) -> dict[str, Any]:
    """What a server says to the greeting that speaks HTTP/1 only; {} where it does not even that."""
    answer = http.parse(got)
    if not answer.status:
        return {}
    facts = answer_facts(answer, "")
    for key in ("reason", "expected_bytes", "ttfb_ms", "total_ms", "problem"):
        facts.pop(key)
    return {"answer": "http1", **facts, "method": "POST", "path": CHECK}
