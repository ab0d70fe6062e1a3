"""What `dig` shows: the status of an answer, how many records it holds, how long it took, and from whom.

Status, number and time decide together: NOERROR without a record is no address, a resolver that is asked a
second time after five silent seconds is a slow one, and a name without an IPv6 address is quite well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from farhand.model import Example
from farhand.readers import Part, Sign
from farhand.readers._runs import runs, typed

WORDS = (
    "HEADER<<-",
    "; <<>> DiG",
    ";; communications error",
    ";; connection timed out",
    ";; no servers could",
    ";; Got answer",
)
_BEGIN = re.compile(r"^; <<>> DiG |^;; communications error|^;; connection timed out|^;; no servers could")
_SURE = re.compile(rf"->>HEADER<<-|{_BEGIN.pattern}|^;; Got answer:")
_ALSO = re.compile(r"^;|^\S+\s+\d+\s+(?:IN|CH)\s+[A-Z]+\s|^\S+\s+(?:\d+\s+)?IN\s+(?:A|AAAA|CNAME)\s")
_STATUS = re.compile(r"->>HEADER<<-.*status: (?P<status>[A-Z]+)")
_COUNTS = re.compile(r"^;; flags:.*ANSWER: (?P<n>\d+)")
_QUESTION = re.compile(r"^;(?P<name>[^\s;]+)\s+IN\s+(?P<type>[A-Z]+)")
_COMMAND = re.compile(r"^; <<>> DiG .{1,60}? <<>> (?P<rest>.*)")
_RECORD = re.compile(r"^(?P<name>[^\s;]+)\s+(?:\d+\s+)?IN\s+(?P<type>[A-Z]+)\s+(?P<value>\S.*)")
_TIME = re.compile(r"^;; Query time: (?P<ms>\d+) msec")
_SERVER = re.compile(r"^;; SERVER: (?P<ip>[\w.:]+)#")
_SILENT = re.compile(
    r"(?:communications error to (?P<ip>[\w.:]+)#\d+: timed out|connection timed out; no servers could)"
)
_CLOSED = re.compile(r"communications error to (?P<ip>[\w.:]+)#\d+: (?:connection refused|host unreachable)")
_EDE = re.compile(r"^; EDE: (?P<why>\d+.*)")
_MEANS = {
    "NXDOMAIN": ("dns.nxdomain", 0.92, "does not exist"),
    "SERVFAIL": ("dns.server_failure", 0.93, "cannot be looked up by this resolver"),
    "REFUSED": ("dns.refused", 0.93, "is not looked up for this client"),
}
_SLOW = 2000  # milliseconds: a first query must have been lost


@dataclass
class _Query:
    """One query: line, question, status, and what came."""

    at: int
    name: str = ""
    kind: str = ""
    status: str = ""
    answers: int = -1
    took: int = 0
    server: str = ""
    reason: str = ""
    silent: list[tuple[int, str]] = field(default_factory=list)
    closed: list[tuple[int, str]] = field(default_factory=list)
    addresses: int = 0


def find(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    def also(line: str) -> bool:
        return bool(_ALSO.match(line) or re.match(r"dig\b", typed(line)))

    yield from runs(lines, _SURE.search, also, gap=4)


def owns(line: str) -> bool:
    """Whether only dig writes such a line."""
    return bool(_SURE.search(line) or _ALSO.match(line))


def read(part: Part) -> Iterator[Sign]:
    queries = list(_queries(part.lines))
    found = {q.name for q in queries if q.addresses or (q.answers > 0 and q.kind in ("A", "AAAA"))}
    for query in queries:
        yield from _judged(query, query.name in found)


def _queries(lines: Sequence[str]) -> Iterator[_Query]:
    query: _Query | None = None
    for at, line in enumerate(lines):
        begins = _COMMAND.match(line)
        again = "->>HEADER<<-" in line and query is not None and bool(query.status)
        if query is None or again or (begins and (query.status or query.name)):
            if query is not None:
                yield query
            query = _Query(at)
        _take(query, at, line)
    if query is not None:
        yield query


def _take(query: _Query, at: int, line: str) -> None:
    """What one line adds to what is known of a query."""
    if found := _STATUS.search(line):
        query.at, query.status = at, found["status"]
    elif found := _COMMAND.match(line):
        query.name, query.kind = _asked(found["rest"])
    elif found := _COUNTS.match(line):
        query.answers = int(found["n"])
    elif found := _QUESTION.match(line):
        query.name, query.kind = found["name"].rstrip("."), found["type"]
    elif found := _TIME.match(line):
        query.took = int(found["ms"])
    elif found := _SERVER.match(line):
        query.server = found["ip"]
    elif found := _EDE.match(line):
        query.reason = found["why"]
    elif found := _SILENT.search(line):
        query.silent.append((at, found["ip"] or ""))
    elif found := _CLOSED.search(line):
        query.closed.append((at, found["ip"]))
    elif (found := _RECORD.match(line)) and found["type"] in ("A", "AAAA"):
        query.addresses += 1


def _asked(rest: str) -> tuple[str, str]:
    words = [w for w in rest.split() if not w.startswith(("+", "-", "@"))]
    kind = next(
        (w.upper() for w in words if w.upper() in ("A", "AAAA", "MX", "TXT", "SRV", "NS", "PTR")), "A"
    )
    name = next((w for w in words if w.upper() != kind), "")
    return name.rstrip("."), kind


def _judged(query: _Query, has_address: bool) -> Iterator[Sign]:
    name, server = query.name or "the name", f" (asked {query.server})" if query.server else ""
    reason = f": {query.reason}" if query.reason else ""
    if query.status in _MEANS and not name.endswith(".arpa"):
        cause, weight, what = _MEANS[query.status]
        yield Sign(query.at, cause, weight, f"{name} {what}: {query.status}{server}{reason}", query.name)
    elif query.status == "NOERROR":
        yield from _no_error(query, has_address)
    elif not query.status and (query.silent or query.closed):
        yield _no_answer(query)


def _no_error(query: _Query, has_address: bool) -> Iterator[Sign]:
    if query.silent:
        at, silent = query.silent[0]
        why = f"the resolver {silent} did not answer in time; an answer came after that"
        yield Sign(at, "dns.slow", 0.8, why, query.name)
    elif query.took >= _SLOW:
        why = f"the look-up of {query.name} took {query.took / 1000:.1f} s"
        yield Sign(query.at, "dns.slow", 0.75, why, query.name)
    elif query.answers == 0 and query.kind in ("A", "AAAA", "") and not has_address:
        weight = 0.88 if query.kind == "A" else 0.3
        why = f"{query.name or 'the name'} exists, but has no {query.kind or 'such'} record"
        yield Sign(query.at, "dns.no_address", weight, why, query.name)
    elif query.answers > 0 or query.addresses:
        count = max(query.answers, query.addresses)
        yield Sign(
            query.at, healthy=f"{query.name or 'the name'} resolves: {count} records", subject=query.name
        )


def _no_answer(query: _Query) -> Sign:
    if query.closed and not query.silent:
        at, server = query.closed[0]
        return Sign(
            at, "dns.resolver_unreachable", 0.88, f"nothing listens for look-ups at {server}", query.name
        )
    servers = sorted({ip for _, ip in query.silent if ip})
    at = query.silent[0][0]
    why = f"no answer from the resolver {', '.join(servers)}".rstrip()
    return Sign(at, "dns.timeout", 0.92, why, query.name)


def _answer(status: str, answers: int, question: str, records: str = "", ms: int = 1) -> str:
    return (
        f"; <<>> DiG 9.18.49-1~deb12u3-Debian <<>> {question}\n;; global options: +cmd\n;; Got answer:\n"
        f";; ->>HEADER<<- opcode: QUERY, status: {status}, id: 15651\n"
        f";; flags: qr rd ra; QUERY: 1, ANSWER: {answers}, AUTHORITY: 0, ADDITIONAL: 1\n\n"
        ";; OPT PSEUDOSECTION:\n; EDNS: version: 0, flags:; udp: 8192\n;; QUESTION SECTION:\n"
        f";{question.split()[0]}.                IN      {question.split()[1]}\n\n"
        + (f";; ANSWER SECTION:\n{records}\n" if records else "")
        + f";; Query time: {ms} msec\n;; SERVER: 10.0.0.53#53(10.0.0.53) (UDP)\n;; MSG SIZE  rcvd: 43\n\n"
    )


_RUN = "run: dig of BIND 9.18"
_GOOD = "db.corp.example.        60      IN      A       10.0.0.9\n"
EXAMPLES = (
    Example(
        "no such name",
        pasted="$ dig db.corp.example\n\n" + _answer("NXDOMAIN", 0, "db.corp.example A"),
        finds=("dns.nxdomain",),
        source=_RUN,
    ),
    Example(
        "the resolver fails",
        pasted=_answer("SERVFAIL", 0, "db.corp.example A").replace(
            ";; QUESTION", "; EDE: 22 (No Reachable Authority)\n;; QUESTION"
        ),
        finds=("dns.server_failure",),
        source=_RUN,
    ),
    Example(
        "a name without an address",
        pasted=_answer("NOERROR", 0, "db.corp.example A"),
        finds=("dns.no_address",),
        source=_RUN,
    ),
    Example(
        "no IPv6 address is no fault",
        pasted=_answer("NOERROR", 1, "db.corp.example A", _GOOD)
        + _answer("NOERROR", 0, "db.corp.example AAAA"),
        outcome="healthy",
        source=_RUN,
    ),
    Example(
        "nothing but the header, seen through egrep",
        pasted=";; ->>HEADER<<- opcode: QUERY, status: REFUSED, id: 4711\n",
        finds=("dns.refused",),
        source=_RUN,
    ),
    Example(
        "the resolver is silent",
        pasted=";; communications error to 10.0.0.53#53: timed out\n;; communications error to 10.0.0.53#53: "
        "timed out\n\n; <<>> DiG 9.18.49-1~deb12u3-Debian <<>> db.corp.example\n;; global options: +cmd\n"
        ";; no servers could be reached\n",
        finds=("dns.timeout",),
        source=_RUN,
    ),
    Example(
        "nothing listens there",
        pasted=";; communications error to 127.0.0.1#53: connection refused\n\n"
        "; <<>> DiG 9.18.49-1~deb12u3-Debian <<>> @127.0.0.1 db.corp.example\n; (1 server found)\n"
        ";; global options: +cmd\n;; no servers could be reached\n",
        finds=("dns.resolver_unreachable",),
        source=_RUN,
    ),
    Example(
        "well, and cut off",
        pasted=_answer("NOERROR", 1, "db.corp.example A", _GOOD)[:480],
        outcome="healthy",
        source=_RUN,
    ),
    Example(
        "slow",
        pasted=_answer("NOERROR", 1, "db.corp.example A", _GOOD, ms=5012),
        finds=("dns.slow",),
        source=_RUN,
    ),
    Example(
        "no reverse name is no fault",
        pasted=_answer("NXDOMAIN", 0, "9.0.0.10.in-addr.arpa PTR").replace("NXDOMAIN", "NOERROR"),
        outcome="undecided",
        source=_RUN,
    ),
)
