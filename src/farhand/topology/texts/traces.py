"""Traces: whom the app's own spans call, how often, and what came back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timezone

from farhand.model import App
from farhand.readers import _span_means
from farhand.readers._json_parts import documents
from farhand.readers._spans import Span, spans
from farhand.readers.traces import WORDS as WORDS
from farhand.topology import places
from farhand.topology.model import AT
from farhand.topology.texts import Said

_MOST = 100


def see(lines: Sequence[str], app: App | None) -> Iterator[Said]:
    calls: dict[str, list[Span]] = {}
    for document in documents(lines, *WORDS):
        for span in spans(document.value):
            where = _peer(span)
            if where and (where in calls or len(calls) < _MOST):
                calls.setdefault(where, []).append(span)
    for where, made in calls.items():
        yield from (Said(AT + where, *pair) for pair in _said(made))


def _peer(span: Span) -> str:
    """HOST:PORT of the other side, as far as a client's span tells it."""
    if span.kind not in ("client", "producer"):
        return ""
    host = span.tag("server.address", "net.peer.name", "peer.hostname", "peer.service", "peer.address")
    return places.place(host, span.tag("server.port", "net.peer.port", "peer.port")) if host else ""


def _said(made: Sequence[Span]) -> Iterator[tuple[str, str]]:
    failed = [span for span in made if span.failed]
    slowest = max(span.seconds for span in made) * 1000
    yield "service", _span_means.who(made[0])
    yield "kind", _KINDS.get(made[0].tag("db.system", "db.system.name", "messaging.system"), "")
    yield "calls", f"{len(made)}, {len(failed)} failed, the slowest {slowest:.0f} ms"
    last = max(made, key=lambda span: span.start)
    yield "reached", "" if last.failed else "yes"
    yield "last call", _time(last.start)


_KINDS = {
    "postgresql": "postgres",
    "mysql": "mysql",
    "mariadb": "mysql",
    "redis": "redis",
    "mongodb": "mongodb",
    "kafka": "kafka",
    "rabbitmq": "amqp",
}


def _time(at: float) -> str:
    if not 0 < at < 4e9:
        return ""
    return datetime.fromtimestamp(at, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
