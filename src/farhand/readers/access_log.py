"""Access logs of nginx, Apache and everything that writes the Common or Combined Log Format.

One 404 or 502 in an access log is life; a tenth of all requests is a fault. So the lines are counted, and the
words in them (paths, referrers, user agents) are nobody's error messages.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from farhand.model import Example
from farhand.readers import Part, Sign
from farhand.readers._runs import runs

WORDS = ('] "',)
PAST = True
QUIET = True
_ROW = re.compile(
    r"^\S+ \S+ .{0,80}\[\d\d/[A-Z][a-z]{2}/\d{4}[: ]\d\d:\d\d:\d\d[^\]]{0,8}\] "
    r"\"(?P<request>[^\"]{0,4000})\" (?P<status>\d{3}) (?:\d+|-)"
)
#: A TLS greeting where a request should stand; scanners send some to every public server.
_HELLO = re.compile(r"\] \"\\x16\\x03")
#: No server was found to ask: ingress-nginx ends with [service] [] and dashes, Traefik with "router" "-" 0ms.
_NO_SERVER = re.compile(
    r"\" 503 (?:\d+|-) .{0,2000}?(?:\[\w[\w.-]*\] \[[\w.-]*\] - -|\"[\w.@-]+@\w+\" \"-\" \d+ms)"
)
#: Share of all requests from which on an answer is more than chance, and requests that are needed to say so.
_SHARE, _FEW = 0.1, 4
_MEANS = {
    "401": ("http.unauthorized", 0.6),
    "403": ("http.forbidden", 0.6),
    "407": ("proxy.auth_required", 0.9),
    "413": ("http.too_large", 0.85),
    "429": ("http.rate_limited", 0.85),
    "431": ("http.too_large", 0.85),
    "499": ("http.timeout", 0.5),
    "500": ("http.server_error", 0.7),
    "502": ("http.bad_gateway", 0.75),
    "503": ("http.bad_gateway", 0.65),
    "504": ("http.bad_gateway", 0.7),
}


def find(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    return runs(lines, _ROW.match)


def read(part: Part) -> Iterator[Sign]:
    rows = [(at, row["status"]) for at, line in enumerate(part.lines) if (row := _ROW.match(line))]
    counts = Counter(status for _, status in rows)
    hellos = [at for at, line in enumerate(part.lines) if _HELLO.search(line)]
    if len(hellos) * 2 > len(rows):
        why = f"{len(hellos)} of {len(rows)} requests were the beginning of TLS, sent to a port without TLS"
        yield Sign(hellos[0], cause="tls.not_tls", weight=0.85, why=why, also=tuple(hellos[1:3]))
        return
    bad = [s for s, n in counts.items() if s in _MEANS and n >= _SHARE * len(rows)]
    for status in bad:
        cause, weight = _MEANS[status]
        places = [at for at, found in rows if found == status]
        empty = [at for at in places if _NO_SERVER.search(part.lines[at])] if status == "503" else []
        if len(empty) * 2 > len(places):
            why = f"{len(empty)} of {len(rows)} requests were answered 503 without a server to ask"
            yield Sign(empty[0], cause="container.no_endpoints", weight=0.9, why=why, also=tuple(empty[1:3]))
            continue
        few = len(rows) < _FEW
        yield Sign(
            places[0],
            cause=cause,
            weight=weight * (0.8 if few else 1.0),
            why=f"{counts[status]} of {len(rows)} requests were answered {status}",
            also=tuple(places[1:3]),
        )
    if not bad and len(rows) >= _FEW:
        well = sum(n for status, n in counts.items() if status[0] in "123")
        if well > 0.8 * len(rows):
            yield Sign(0, healthy=f"{well} of {len(rows)} requests were answered well", subject="access log")


def _lines(*statuses: int) -> str:
    row = '10.0.0.{n} - - [20/Nov/2026:14:00:{n:02d} +0000] "GET /orders/{n} HTTP/1.1" {s} 157 "-" "curl"'
    return "\n".join(row.format(n=n, s=s) for n, s in enumerate(statuses, 1)) + "\n"


_SOURCE = "made in nginx's format combined, doc: nginx, ngx_http_log_module"
_INGRESS = (
    '10.244.1.1 - - [12/Mar/2025:08:12:44 +0000] "GET / HTTP/1.1" 503 190 "-" "curl/7.88.1" 78 0.000 '
    "[shop-web-80] [] - - - - 5f1c5e8f5b2f1e6f3b3a4f52d2ab7e4c\n"
)
_TRAEFIK = (
    '10.42.0.1 - - [12/Mar/2025:08:12:44 +0000] "GET / HTTP/1.1" 503 20 "-" "-" 7 '
    '"shop-web@kubernetes" "-" 0ms\n'
)
EXAMPLES = (
    Example(
        "most are 502", pasted=_lines(200, 502, 502, 502, 502), finds=("http.bad_gateway",), source=_SOURCE
    ),
    Example(
        "too many requests",
        pasted=_lines(200, 429, 429, 200, 429),
        finds=("http.rate_limited",),
        source=_SOURCE,
    ),
    Example(
        "ingress-nginx has no endpoint to ask",
        pasted=_INGRESS * 2,
        finds=("container.no_endpoints",),
        source="made in ingress-nginx's format, doc: ingress-nginx, log format",
    ),
    Example(
        "Traefik has no server to ask",
        pasted=_TRAEFIK,
        finds=("container.no_endpoints",),
        source="made in Traefik's format, doc: Traefik, access logs",
    ),
    Example(
        "TLS is spoken to a plain port",
        pasted=_lines(400).replace("GET /orders/1 HTTP/1.1", r"\x16\x03\x01\x02\x00\x01\x00\x01\xFC\x03\x03"),
        finds=("tls.not_tls",),
        source=_SOURCE,
    ),
    Example("one 404 is life", pasted=_lines(*[200] * 11, 404), outcome="healthy", source=_SOURCE),
    Example("all well", pasted=_lines(200, 304, 200, 201, 302), outcome="healthy", source=_SOURCE),
)
