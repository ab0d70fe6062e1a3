"""Spans of OpenTelemetry (OTLP JSON), Jaeger and Zipkin in one form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from farhand.model import nothing
from farhand.readers._json_parts import mapping, rows, text

#: Spans of one document that are looked at.
_MOST = 20_000


@dataclass(frozen=True)
class Span:
    """One step of a trace; times in seconds."""

    id: str
    parent: str
    trace: str
    name: str
    service: str = ""
    start: float = 0.0
    seconds: float = 0.0
    kind: str = ""
    failed: bool = False
    says: str = ""  # message of the exception or of the status
    error: str = ""  # class or type of the error
    tags: Mapping[str, str] = field(default_factory=nothing)

    def tag(self, *names: str) -> str:
        return next((self.tags[n] for n in names if self.tags.get(n)), "")


def spans(value: object) -> list[Span]:
    """All spans of a document; empty where it is no trace."""
    found: list[Span] = []
    for make in (_otlp, _jaeger, _zipkin):
        for span in make(value):
            found.append(span)
            if len(found) >= _MOST:
                return found
        if found:
            break
    return found


def _otlp(value: object) -> Iterator[Span]:
    for document in (mapping(value), *(rows(value) if isinstance(value, list) else ())):
        inner = mapping(document.get("trace")) or mapping(document.get("data")) or document
        for resource in rows(
            inner.get("resourceSpans") or inner.get("resource_spans") or inner.get("batches")
        ):
            service = _attributes(mapping(resource.get("resource")).get("attributes")).get("service.name", "")
            for scope in rows(
                resource.get("scopeSpans")
                or resource.get("scope_spans")
                or resource.get("instrumentationLibrarySpans")
            ):
                yield from (_otlp_span(row, service) for row in rows(scope.get("spans")))


def _otlp_span(row: Mapping[str, Any], service: str) -> Span:
    tags = _attributes(row.get("attributes"))
    status = mapping(row.get("status"))
    thrown = _thrown(
        _attributes(e.get("attributes")) for e in rows(row.get("events")) if e.get("name") == "exception"
    )
    start, end = _number(row.get("startTimeUnixNano")) / 1e9, _number(row.get("endTimeUnixNano")) / 1e9
    return Span(
        id=text(row.get("spanId")),
        parent=text(row.get("parentSpanId")).strip("0"),
        trace=text(row.get("traceId")),
        name=text(row.get("name")),
        service=service,
        start=start,
        seconds=max(0.0, end - start) if start and end else 0.0,
        kind=text(row.get("kind")).replace("SPAN_KIND_", "").lower().replace("3", "client"),
        failed=text(status.get("code")) in ("2", "STATUS_CODE_ERROR", "ERROR", "Error"),
        says=thrown.get("exception.message", "") or text(status.get("message")),
        error=thrown.get("exception.type", "") or tags.get("error.type", ""),
        tags=tags,
    )


def _attributes(value: object) -> dict[str, str]:
    """OTLP writes {"key": ..., "value": {"stringValue": ...}}."""
    found = {}
    for row in rows(value):
        inner = row.get("value")
        plain = next(iter(inner.values()), "") if isinstance(inner, dict) else inner
        found[text(row.get("key"))] = text(plain)
    return found


def _thrown(events: Iterator[dict[str, str]]) -> dict[str, str]:
    return next((e for e in events if e), {})


def _number(value: object) -> float:
    try:
        return float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return 0.0


def _jaeger(value: object) -> Iterator[Span]:
    whole = mapping(value)
    for trace in rows(whole.get("data")) or ([whole] if "spans" in whole else rows(value)):
        processes = mapping(trace.get("processes"))
        for row in rows(trace.get("spans")):
            if row.get("spanID") or row.get("operationName"):
                process = mapping(processes.get(text(row.get("processID")))) or mapping(row.get("process"))
                yield _jaeger_span(row, text(process.get("serviceName")))


def _jaeger_span(row: Mapping[str, Any], service: str) -> Span:
    tags = {text(t.get("key")): text(t.get("value")) for t in rows(row.get("tags"))}
    logs = [
        {text(f.get("key")): text(f.get("value")) for f in rows(log.get("fields"))}
        for log in rows(row.get("logs"))
    ]
    thrown = next(
        (log for log in logs if log.get("event") in ("exception", "error") or log.get("exception.message")),
        {},
    )
    above = next(
        (text(r.get("spanID")) for r in rows(row.get("references")) if r.get("refType") != "FOLLOWS_FROM"), ""
    )
    return Span(
        id=text(row.get("spanID")),
        parent=above or text(row.get("parentSpanID")),
        trace=text(row.get("traceID")),
        name=text(row.get("operationName")),
        service=service,
        start=_number(row.get("startTime")) / 1e6,
        seconds=_number(row.get("duration")) / 1e6,
        kind=tags.get("span.kind", ""),
        failed=tags.get("error", "").lower() == "true" or tags.get("otel.status_code") == "ERROR",
        says=thrown.get("exception.message")
        or thrown.get("message")
        or tags.get("otel.status_description")
        or "",
        error=thrown.get("exception.type") or thrown.get("error.kind") or tags.get("error.type") or "",
        tags=tags,
    )


def _zipkin(value: object) -> Iterator[Span]:
    listed: Sequence[Any] = value if isinstance(value, list) else []
    flat = [r for row in listed for r in (row if isinstance(row, list) else [row])]
    for row in rows(flat):
        if row.get("traceId") and row.get("id") and ("duration" in row or "timestamp" in row):
            yield _zipkin_span(row)


def _zipkin_span(row: Mapping[str, Any]) -> Span:
    tags = {str(k): text(v) for k, v in mapping(row.get("tags")).items()}
    remote = mapping(row.get("remoteEndpoint"))
    error = tags.get("error", "")
    plain = error.lower() in ("true", "1", "")
    return Span(
        id=text(row.get("id")),
        parent=text(row.get("parentId")),
        trace=text(row.get("traceId")),
        name=text(row.get("name")),
        service=text(mapping(row.get("localEndpoint")).get("serviceName")),
        start=_number(row.get("timestamp")) / 1e6,
        seconds=_number(row.get("duration")) / 1e6,
        kind=text(row.get("kind")).lower(),
        failed="error" in tags and error.lower() != "false",
        says="" if plain else error,
        error=tags.get("exception.type", ""),
        tags={**tags, "peer.service": tags.get("peer.service") or text(remote.get("serviceName"))},
    )
