"""HAProxy's log of requests and connections: which side ended each session, and in which phase.

The two letters of the termination state say more than the status: SC is a server that refused, sC one that
did not take the connection in time, sH one that did not answer in time.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from farhand.model import Example
from farhand.readers import Part, Sign
from farhand.readers._runs import runs

WORDS = ("-- ", "---- ", "SC", "sC", "SH", "sH", "SD", "sD", "sQ", "PR")
PAST = True
QUIET = True
_ROW = re.compile(
    r"(?P<back>[\w.~-]{1,80})/(?P<server>[\w.<>-]{1,60}) (?:-?\d+/){2,4}\+?-?\d+ "
    r"(?:(?P<status>-?\d{1,3}) )?\d+ (?:\S+ \S+ )?"
    r"(?P<end>[CSPLRUIDKcs-][RQCHDLT-])(?:[A-Z-]{2})? \d+/\d+/\d+/"
)
#: Termination state: cause, weight, meaning. Source: HAProxy, configuration manual, section 8.5.
_MEANS = {
    "SC": ("tcp.refused", 0.7, "the server refused the connection"),
    "sC": ("tcp.timeout", 0.7, "the server did not take the connection in time"),
    "SH": ("tcp.reset", 0.6, "the server closed before it had answered"),
    "sH": ("http.timeout", 0.75, "the server did not answer in time"),
    "SD": ("tcp.reset", 0.55, "the server broke off while it sent"),
    "sD": ("http.timeout", 0.5, "the server stopped sending"),
    "sQ": ("app.load", 0.6, "the request waited too long in the queue for a free server"),
    "PR": ("http.forbidden", 0.45, "HAProxy itself refused the request"),
}
_NO_SERVER = ("http.bad_gateway", 0.85, "no server of the backend is up")
_SHARE = 0.1


def find(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    return runs(lines, lambda line: "/" in line and _ROW.search(line))


def read(part: Part) -> Iterator[Sign]:
    rows = [(at, row) for at, line in enumerate(part.lines) if (row := _ROW.search(line))]
    kinds = Counter(_kind(row) for _, row in rows)
    told = False
    for kind, count in kinds.items():
        means = _NO_SERVER if kind == "<NOSRV>" else _MEANS.get(kind)
        if means and count >= _SHARE * len(rows):
            told = True
            places = [at for at, row in rows if _kind(row) == kind]
            row = next(row for _, row in rows if _kind(row) == kind)
            yield Sign(
                places[0],
                cause=means[0],
                weight=means[1],
                why=f"{means[2]} ({kind}, {count} of {len(rows)} requests, backend {row['back']})",
                subject=row["back"],
                also=tuple(places[1:3]),
            )
    if not told and all(kind == "--" for kind in kinds):
        yield Sign(0, healthy="all sessions ended well", subject=rows[0][1]["back"])


def _kind(row: re.Match[str]) -> str:
    return "<NOSRV>" if row["server"] == "<NOSRV>" and row["end"] in ("SC", "sC", "sQ") else row["end"]


_HEAD = "Nov 20 12:14:14 lb haproxy[14389]: 10.0.1.2:33317 [20/Nov/2026:12:14:14.655] http-in "
_SOURCE = "doc: HAProxy, configuration manual, section 8.2.3, other values"
EXAMPLES = (
    Example(
        "the server refuses",
        pasted=_HEAD + 'static/srv1 0/0/-1/-1/3001 503 217 - - SC-- 1/1/0/0/3 0/0 "GET / HTTP/1.1"\n',
        finds=("tcp.refused",),
        source=_SOURCE,
    ),
    Example(
        "the server does not answer",
        pasted=_HEAD + 'api/srv1 0/0/2/-1/30002 504 194 - - sH-- 9/9/9/9/0 0/0 "GET /report HTTP/1.1"\n',
        finds=("http.timeout",),
        source=_SOURCE,
    ),
    Example(
        "no server is up",
        pasted=_HEAD + 'api/<NOSRV> 0/-1/-1/-1/0 503 217 - - SC-- 1/1/0/0/0 0/0 "GET / HTTP/1.1"\n',
        finds=("http.bad_gateway",),
        source=_SOURCE,
    ),
    Example(
        "all well",
        pasted=_HEAD
        + 'static/srv1 10/0/30/69/109 200 2750 - - ---- 1/1/1/1/0 0/0 "GET /index.html HTTP/1.1"\n',
        outcome="healthy",
        source=_SOURCE,
    ),
)
