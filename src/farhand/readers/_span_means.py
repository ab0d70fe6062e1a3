"""What a failing or slow span means, by its attributes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from farhand.readers import Sign
from farhand.readers._spans import Span

_STATUS = ("http.response.status_code", "http.status_code", "http.status", "status.code")
_CODES = {
    401: ("http.unauthorized", 0.75), 403: ("http.forbidden", 0.7), 404: ("http.not_found", 0.6),
    407: ("proxy.auth_required", 0.85), 413: ("http.too_large", 0.75), 429: ("http.rate_limited", 0.85),
    502: ("http.bad_gateway", 0.75), 503: ("http.bad_gateway", 0.6), 504: ("http.bad_gateway", 0.65),
}  # fmt: skip
_DATABASE = ("db.system.name", "db.system", "db.statement", "db.query.text", "sql.query", "db.type")
_TIMEOUT = re.compile(r"time[d ]*-?out|deadline.?exceeded|ETIMEDOUT|ESOCKETTIMEDOUT", re.IGNORECASE)
#: Short error types of OpenTelemetry and the names that runtimes give to errno.
_TYPES = (
    (r"ECONNREFUSED|connection.?refused|ConnectException", "tcp.refused", 0.8),
    (r"ENOTFOUND|EAI_AGAIN|UnknownHost|gaierror|name_resolution|dns", "dns.nxdomain", 0.7),
    (r"ECONNRESET|connection.?reset", "tcp.reset", 0.7),
    (r"EHOSTUNREACH|ENETUNREACH", "tcp.no_route", 0.75),
    (r"CERT_HAS_EXPIRED", "tls.expired", 0.9),
    (r"certificate|SSLError|SSLHandshake|x509", "tls.unknown_ca", 0.5),
    (r"PoolTimeout|pool.?exhausted|ConnectionPoolTimeout", "db.pool_exhausted", 0.7),
)
_GRPC = {"14": "UNAVAILABLE", "4": "DEADLINE_EXCEEDED", "16": "UNAUTHENTICATED", "7": "PERMISSION_DENIED",
         "8": "RESOURCE_EXHAUSTED"}  # fmt: skip
_POOL = re.compile(
    r"get_?connection|pool\W?(?:acquire|checkout|get)|(?:acquire|checkout)\W?connection|connection\W?acquire",
    re.I,
)


def who(span: Span) -> str:
    """The other side of a call, as well as it is told."""
    other = span.tag(
        "server.address",
        "net.peer.name",
        "peer.service",
        "peer.hostname",
        "net.peer.ip",
        "peer.address",
        "http.host",
    )
    return other or span.tag("db.name", "db.namespace", "db.system.name", "db.system") or span.service


def is_query(span: Span) -> bool:
    return bool(span.tag(*_DATABASE)) and span.tag("db.system", "db.system.name", "db.type") not in (
        "redis",
        "memcached",
    )


def failed(span: Span) -> Iterator[Sign]:
    """Facts for the signatures, and a cause where the attributes alone tell it."""
    name = f"{span.service + ': ' if span.service else ''}{span.name}"
    why = f"the deepest failing span is {name}" + (f": {span.says[:140]}" if span.says else "")
    subject = who(span)
    short = re.split(r"[.\\:/]", span.error)[-1]
    state = span.tag("db.response.status_code")
    if state and re.fullmatch(r"[0-9A-Z]{5}", state):
        yield Sign(0, facts={"sqlstate": state}, why=why, subject=subject)
    if short and not short.isdigit():
        yield Sign(0, facts={"class": short}, why=why, subject=subject)
    if span.error and span.error != short:
        yield Sign(0, facts={"class": span.error}, why=why, subject=subject)
    grpc = span.tag("rpc.grpc.status_code", "rpc.response.status_code", "grpc.status_code")
    if grpc not in ("", "0", "OK"):
        yield Sign(0, facts={"grpc": _GRPC.get(grpc, grpc)}, why=why, subject=subject)
    yield from _by_attributes(span, why, subject)


def _by_attributes(span: Span, why: str, subject: str) -> Iterator[Sign]:
    code = int(next((c for n in _STATUS if (c := span.tag(n)).isdigit()), "0"))
    for form, cause, weight in _TYPES:
        if re.search(form, span.error, re.IGNORECASE):
            yield Sign(0, cause, weight, why, subject)
            return
    if _TIMEOUT.search(f"{span.error} {span.says}"):
        yield _timeout(span, why, subject)
    elif code in _CODES and span.kind not in ("server", "2"):
        yield Sign(0, *_CODES[code], f"{why}; it was answered {code}", subject)
    elif code >= 500:
        yield Sign(
            0,
            "http.server_error",
            0.65 if "client" in span.kind else 0.4,
            f"{why}; it was answered {code}",
            subject,
        )


def _timeout(span: Span, why: str, subject: str) -> Sign:
    why += f", after {span.seconds:.3g} s" if span.seconds else ""
    if is_query(span):
        return Sign(0, "db.slow_query", 0.6, why, subject)
    called = span.tag("http.method", "http.request.method", "http.url", "url.full", "rpc.system")
    return Sign(0, "http.timeout" if called else "tcp.timeout", 0.65 if called else 0.5, why, subject)


def slow(span: Span, mine: float, whole: float) -> Sign | None:
    """A span that spends the time itself. A step inside the app does not say on what."""
    name = f"{span.service + ': ' if span.service else ''}{span.name}"
    why = f"{name} takes {mine:.3g} of {whole:.3g} s by itself"
    query = span.tag("db.query.text", "db.statement", "sql.query")
    if _POOL.search(span.name):
        return Sign(0, "db.pool_exhausted", 0.75, f"{why}, waiting for a connection", who(span))
    if is_query(span):
        return Sign(
            0, "db.slow_query", 0.85, why + (f": {' '.join(query.split())[:80]}" if query else ""), who(span)
        )
    if re.match(r"dns[. ]", span.name, re.IGNORECASE):
        return Sign(0, "dns.slow", 0.75, why, who(span))
    if re.match(r"(?:tcp|tls)[. ](?:connect|handshake)", span.name, re.IGNORECASE):
        return Sign(0, "tcp.loss", 0.4, why, who(span))
    called = span.tag(
        "http.method", "http.request.method", "http.url", "url.full", "rpc.system", "peer.service"
    )
    if "client" in span.kind and called:
        return Sign(0, "http.timeout", 0.65, f"{why}: {who(span)} answers slowly", who(span))
    return None
