"""What the facts of each stage of the grpc check mean: the status of gRPC first, its text last.  Pure.

Codes: https://grpc.io/docs/guides/status-codes/ ; what stands for HTTP's own statuses where no code comes:
https://github.com/grpc/grpc/blob/master/doc/http-grpc-status-mapping.md
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from farhand.checks import _service_meaning
from farhand.checks._grpc import fixes
from farhand.checks._grpc.spoken import CHECK, SPOKEN
from farhand.checks._http import status as by_status
from farhand.checks._service_meaning import fail
from farhand.model import FAIL, PASS, UNKNOWN, WARN, Facts, Finding, Verdict

#: Statuses that have a meaning of their own whoever gives them.
_GATEWAY = (401, 403, 407, 408, 429, 502, 503, 504)
#: Programs that stand in front of others.
_FRONT = re.compile(r"nginx|openresty|haproxy|envoy|istio|traefik|kong|awselb|cloudflare|apache|caddy", re.I)
#: The number of the alert by which a server refuses all protocols that were offered (RFC 7301, 3.2).
NO_PROTOCOL = 120
NAMES = (
    "OK", "CANCELLED", "UNKNOWN", "INVALID_ARGUMENT", "DEADLINE_EXCEEDED", "NOT_FOUND", "ALREADY_EXISTS",
    "PERMISSION_DENIED", "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION", "ABORTED", "OUT_OF_RANGE",
    "UNIMPLEMENTED", "INTERNAL", "UNAVAILABLE", "DATA_LOSS", "UNAUTHENTICATED",
)  # fmt: skip


def params_of(facts: Facts, **more: Any) -> dict[str, Any]:
    scheme = "https" if facts.get("tls") else "http"
    url = f"{scheme}://{facts.get('host')}:{facts.get('port')}{CHECK}"
    return {"host": facts.get("host"), "port": facts.get("port"), "path": CHECK, "url": url, **more}


def tls(facts: Facts) -> Verdict:
    alert = facts.get("alert")
    if facts.get("result") == "alert" and isinstance(alert, Mapping) and alert.get("number") == NO_PROTOCOL:
        return no_http2_in_tls(facts)
    return _service_meaning.tls(facts, SPOKEN, params_of(facts))


def no_http2_in_tls(facts: Facts) -> Verdict:
    why = "the server refuses h2, which gRPC needs, in its TLS handshake (ALPN): it offers HTTP/1 only"
    return fail("http.wrong_backend", 0.95, why, params_of(facts), fix=fixes.not_http2(facts))


def hello(facts: Facts) -> Verdict:
    answer = facts.get("answer")
    if answer == "http1":
        return _http1(facts)
    if answer == "no_protocol":
        return no_http2_in_tls(facts)
    if answer != "ok":
        return _service_meaning.broken(facts, SPOKEN, "answers", params_of(facts))
    if facts.get("tls") and facts.get("alpn") != "h2":
        why = (
            "the server speaks HTTP/2 in TLS, but does not choose h2 by ALPN: gRPC's libraries in C++ and "
            "Python, and in Go from 1.67 on, hang up there (missing selected ALPN property)"
        )
        return fail("http.wrong_backend", 0.88, why, params_of(facts), fix=fixes.no_alpn(facts))
    return Verdict(PASS, "the server speaks HTTP/2" + (", in TLS" if facts.get("tls") else ""))


def _http1(facts: Facts) -> Verdict:
    status, port = facts.get("status"), facts.get("port")
    if status in _GATEWAY:
        return by_status.meaning({**facts, "scheme": "https" if facts.get("tls") else "http"})
    server = by_status.answered_by(facts)
    why = f"port {port} speaks HTTP/1 only ({status} to the greeting of HTTP/2)"
    if _FRONT.search(server):
        why += f", by {server}: a gateway without HTTP/2"
        return fail(
            "http.wrong_backend", 0.88, why, params_of(facts, server=server),
            fix=fixes.not_http2(facts), not_excluded=("tcp.wrong_service",),
        )  # fmt: skip
    more = params_of(facts, speaker="a web server that speaks HTTP/1")
    return fail("tcp.wrong_service", 0.9, f"{why}: it is no gRPC server", more)


# The state of the services ------------------------------------------------------------------------------


def health(facts: Facts) -> Verdict:
    """Of several services each is judged; the outcome is the worst, and every cause is told once."""
    if facts.get("broken_header"):
        return _broken_header(facts)
    rows = [row for row in facts.get("services") or () if isinstance(row, Mapping)]
    told = [(row, _row(row, facts)) for row in rows]
    for outcome in (FAIL, UNKNOWN, WARN, PASS):
        there = [(row, verdict) for row, verdict in told if verdict.outcome == outcome]
        if there:
            return _together(outcome, there)
    return Verdict(UNKNOWN, "could not look: no service was asked for")


def _together(outcome: str, told: list[tuple[Facts, Verdict]]) -> Verdict:
    best: dict[str, Finding] = {}
    for _, verdict in told:
        for finding in verdict.findings:
            if finding.confidence > best.get(finding.cause, Finding("", 0.0)).confidence:
                best[finding.cause] = finding
    says = "; ".join(dict.fromkeys(verdict.says for _, verdict in told))
    return Verdict(outcome, says, tuple(sorted(best.values(), key=lambda f: -f.confidence)))


def _broken_header(facts: Facts) -> Verdict:
    name = facts.get("broken_header")
    why = f"the value of the header {name} holds an end of line or another mark that no header may hold"
    more = params_of(facts, variable="token" if name == "authorization" else "headers")
    return fail("config.value_malformed", 0.93, why, more)


def _row(row: Facts, facts: Facts) -> Verdict:
    answer, whole = row.get("answer"), {**facts, **row}
    if answer == "grpc":
        return _grpc(int(row.get("grpc") or 0), whole)
    if answer == "http":
        return _http(whole)
    if answer == "no_status":
        why = "the answer has no status of gRPC's at its end: something in between drops HTTP/2's trailers"
        return fail("http.wrong_backend", 0.85, why, params_of(facts), fix=fixes.not_http2(facts))
    if answer in ("reset", "goaway"):
        return _cut(whole)
    if answer == "mute":
        why = "the server speaks HTTP/2, and does not answer the call in the time there was"
        return fail("http.timeout", 0.85, why, params_of(facts), fix=fixes.slow(facts))
    if answer in ("closed", "reset_by_peer"):
        word = "closes" if answer == "closed" else "resets"
        why = f"the server speaks HTTP/2, and {word} the connection instead of answering the call"
        return fail("tcp.reset", 0.75, why, params_of(facts))
    return Verdict(UNKNOWN, "could not look: what the server sends is not HTTP/2 as it is written")


def _grpc(code: int, facts: Facts) -> Verdict:
    if code == 0:
        return _told(str(facts.get("health") or ""), facts)
    if code == 5 and not facts.get("service"):
        return Verdict(PASS, "the server answers; it tells the state of its services, and none of its own")
    if code == 12:
        return _no_health(facts)
    if code == 8 and re.search("larger than|too large", str(facts.get("message")), re.I):
        return _fails("http.too_large", 0.85, facts, ())
    known = _CODES.get(code)
    if known is None:
        return Verdict(UNKNOWN, f"could not look: the server answers {_said(code, facts)}")
    cause, sure, fix = known
    return _fails(cause, sure, facts, fix(facts))


def _fails(cause: str, sure: float, facts: Facts, fix: tuple[str, ...]) -> Verdict:
    why = f"{_whom(facts)} answers {_said(int(facts.get('grpc') or 0), facts)}"
    if cause == "http.unauthorized":
        why += "; a token or header is sent" if facts.get("sent_login") else "; no token is declared"
    return fail(cause, sure, why, params_of(facts, server=facts.get("server", "")), fix=fix)


def _whom(facts: Facts) -> str:
    return f"the server, asked for {facts['service']}," if facts.get("service") else "the server"


def _said(code: int, facts: Facts) -> str:
    name = NAMES[code] if code < len(NAMES) else str(code)
    return f"{name} ({facts['message']})" if facts.get("message") else name


def _told(word: str, facts: Facts) -> Verdict:
    """What the health service says."""
    name = str(facts.get("service") or "")
    if word == "SERVING":
        return Verdict(PASS, f"{name or 'the server'} serves")
    if word == "NOT_SERVING":
        why = f"the server says of {name or 'itself'} that it does not serve (NOT_SERVING)"
        return fail("http.server_error", 0.93, why, params_of(facts), fix=fixes.not_serving(facts, name))
    if word == "SERVICE_UNKNOWN":
        return _unknown_service({**facts, "grpc": 5})
    return Verdict(UNKNOWN, f"could not look: the server does not know the state of {name or 'itself'}")


def _unknown_service(facts: Facts) -> Verdict:
    name = str(facts.get("service") or "")
    why = f"the server's health service knows no {name}"
    return fail("http.not_found", 0.9, why, params_of(facts), fix=fixes.not_found(facts, name))


def _no_health(facts: Facts) -> Verdict:
    """The server answers in gRPC: that is what was to be seen, unless a state was asked for."""
    says = "the server answers in gRPC, and has no health service"
    if facts.get("has_health") is True:
        return fail("http.not_found", 0.88, says, params_of(facts), fix=fixes.no_health(facts))
    if facts.get("has_health") is False:
        return Verdict(PASS, f"{says}, as declared")
    if facts.get("declared"):
        return Verdict(UNKNOWN, f"could not look at {facts.get('service')}: {says}")
    return Verdict(WARN, f"{says}: whether its services serve is not known")


def _http(facts: Facts) -> Verdict:
    """A status of HTTP's alone."""
    status, by = int(facts.get("status") or 0), by_status.answered_by(facts)
    whole = {**facts, "scheme": "https" if facts.get("tls") else "http"}
    if 300 <= status < 400:
        why = f"{status}: the call is sent elsewhere, which gRPC does not follow; {by_status.who(facts)}"
        return fail("http.redirected", 0.85, why, params_of(facts, server=by), fix=fixes.not_http2(facts))
    if status in _GATEWAY or status == 404 or status >= 500:
        return by_status.meaning(whole)
    what = f"{facts.get('body_kind') or 'empty'} body" + (
        f", {facts['title']!r}" if facts.get("title") else ""
    )
    number = str(status) if status >= 100 else "no status"
    why = f"something that speaks HTTP and not gRPC answers ({number}, {what}{', ' + by if by else ''})"
    return fail(
        "http.wrong_backend", 0.9, why, params_of(facts, server=by), fix=fixes.not_http2(facts),
        not_excluded=("http.unexpected_body",),
    )  # fmt: skip


#: Codes of HTTP/2 (RFC 9113, 7) by which a call is refused, and what they mean here.
_CUTS = {
    "ENHANCE_YOUR_CALM": ("http.rate_limited", 0.88, fixes.limited),
    "REFUSED_STREAM": ("http.rate_limited", 0.75, fixes.limited),
    "HTTP_1_1_REQUIRED": ("http.wrong_backend", 0.93, fixes.not_http2),
    "NO_ERROR": ("http.bad_gateway", 0.6, fixes.unavailable),
}


def _cut(facts: Facts) -> Verdict:
    code = str(facts.get("code"))
    what = (
        "resets the call" if facts.get("answer") == "reset" else "says that it takes no more calls (GOAWAY)"
    )
    said = f": {facts['message']}" if facts.get("message") else ""
    why = f"the server {what}, with {code}{said}"
    cause, sure, fix = _CUTS.get(code, ("http.server_error", 0.6, fixes.unavailable))
    return fail(cause, sure, why, params_of(facts), fix=fix(facts))


_CODES: Mapping[int, tuple[str, float, Callable[[Facts], tuple[str, ...]]]] = {
    2: ("http.server_error", 0.7, lambda facts: fixes.not_serving(facts, str(facts.get("service") or ""))),
    4: ("http.timeout", 0.88, fixes.slow),
    5: ("http.not_found", 0.92, lambda facts: fixes.not_found(facts, str(facts.get("service") or ""))),
    7: ("http.forbidden", 0.92, fixes.login),
    8: ("http.rate_limited", 0.9, fixes.limited),
    13: ("http.server_error", 0.8, lambda facts: fixes.not_serving(facts, str(facts.get("service") or ""))),
    14: ("http.bad_gateway", 0.85, fixes.unavailable),
    15: ("http.server_error", 0.8, lambda facts: fixes.not_serving(facts, str(facts.get("service") or ""))),
    16: ("http.unauthorized", 0.93, fixes.login),
}

JUDGES: Mapping[str, Callable[[Facts], Verdict]] = {"tls": tls, "hello": hello, "health": health}
