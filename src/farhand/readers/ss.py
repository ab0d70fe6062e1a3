"""Sockets: `ss -ltn`, `ss -tan`, `ss -s` and `netstat -tan`.

A full accept queue looks like a firewall from outside; only the server's own table shows it: a listening
socket's Recv-Q is then as large as its Send-Q. The number of sockets in each state shows the rest.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from farhand.model import Example
from farhand.readers import Part, Sign
from farhand.readers._runs import runs, typed

WORDS = ("LISTEN", "ESTAB", "SYN", "FIN", "TIME", "CLOSE", "Total:", "TCP:", "estab", "State")
QUIET = True
_STATES = (
    r"LISTEN|ESTAB(?:LISHED)?|SYN[-_]SENT|SYN[-_]RECV|FIN[-_]WAIT[-_]?[12]|TIME[-_]WAIT|CLOSE[-_]WAIT"
    r"|LAST[-_]ACK"
    r"|CLOSING|UNCONN|CLOSED?"
)
_SS = re.compile(
    rf"^(?:(?:tcp|udp|u_str|u_dgr|mptcp)\s+)?(?P<state>{_STATES})\s+(?P<recv>\d+)\s+(?P<send>\d+)\s+"
    rf"(?P<local>\S+?)"
    r":(?P<port>[\w*-]+)\s+(?P<peer>\S+)"
)
_NETSTAT = re.compile(
    r"^(?:tcp6?|tcp46)\s+(?P<recv>\d+)\s+(?P<send>\d+)\s+(?P<local>\S+?)[:.](?P<port>[\w*-]+)\s+(?P<peer>\S+)"
    rf"\s+(?P<state>{_STATES})\b"
)
_SUMMARY = re.compile(r"^TCP:\s+\d+ \(estab (?P<estab>\d+).{0,80}?timewait (?P<wait>\d+)")
_HEAD = re.compile(
    r"^(?:State|Netid)\s+.*Recv-Q|^Proto\s+Recv-Q|^Active Internet|^Total: \d+|^Transport\s+Total"
)
_LOCAL = re.compile(r"^(?:127\.|\[?::1\]?$|localhost)")
#: Outgoing connections to one peer that nobody answers; sockets in TIME-WAIT against 28 232 usual ports.
_UNANSWERED, _MANY_WAIT, _ALL_WAIT, _FORGOTTEN = 3, 12_000, 24_000, 200


@dataclass(frozen=True)
class Row:
    """One socket; `peer` is HOST:PORT as it is printed."""

    at: int
    state: str
    recv: int
    send: int
    local: str
    port: str
    peer: str
    is_ss: bool


def find(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    def sure(line: str) -> bool:
        return bool(_SS.match(line) or _NETSTAT.match(line) or _SUMMARY.match(line))

    def also(line: str) -> bool:
        return bool(_HEAD.match(line) or re.match(r"(?:sudo )?(?:ss|netstat)\b", typed(line)))

    yield from runs(lines, sure, also, gap=1)


def read(part: Part) -> Iterator[Sign]:
    rows = [one for at, line in enumerate(part.lines) if (one := row(at, line))]
    told = [*_queues(rows), *_unanswered(rows), *_states(rows), *_summary(part.lines), *_loopback(rows)]
    yield from told
    listening = [row for row in rows if row.state == "LISTEN"]
    if listening and not told:
        ports = ", ".join(dict.fromkeys(row.port for row in listening[:6]))
        yield Sign(
            listening[0].at, healthy=f"somebody listens at port {ports}, and no queue is full", subject="ss"
        )


def row(at: int, line: str) -> Row | None:
    """A line of the table; None for any other line."""
    ss, netstat = _SS.match(line), _NETSTAT.match(line)
    found = ss or netstat
    if not found:
        return None
    state = found["state"].replace("_", "-").replace("WAIT1", "WAIT-1").replace("WAIT2", "WAIT-2")
    numbers = int(found["recv"]), int(found["send"])
    return Row(at, state, *numbers, found["local"], found["port"], found["peer"], bool(ss))


def _queues(rows: Sequence[Row]) -> Iterator[Sign]:
    """ss shows the queue's size beside it; netstat shows only how many wait."""
    for row in rows:
        if row.state != "LISTEN":
            continue
        if row.is_ss and row.send > 0 and row.recv >= row.send:
            why = f"{row.recv} connections wait at port {row.port}, and its queue holds {row.send}"
            yield Sign(row.at, "tcp.backlog_full", 0.92, why, f"port {row.port}", params={"port": row.port})
        elif row.recv >= (128 if row.is_ss is False else max(10, 0.8 * row.send)):
            why = f"{row.recv} connections wait at port {row.port} to be accepted"
            yield Sign(row.at, "tcp.backlog_full", 0.65, why, f"port {row.port}", params={"port": row.port})


def _unanswered(rows: Sequence[Row]) -> Iterator[Sign]:
    sent = [row for row in rows if row.state == "SYN-SENT"]
    for peer, count in Counter(row.peer for row in sent).items():
        at = next(row.at for row in sent if row.peer == peer)
        weight = 0.8 if count >= _UNANSWERED else 0.55
        yield Sign(at, "tcp.timeout", weight, f"{count} connections to {peer} get no answer (SYN-SENT)", peer)


def _states(rows: Sequence[Row]) -> Iterator[Sign]:
    counts = Counter(row.state for row in rows)
    if counts["TIME-WAIT"] >= _MANY_WAIT:
        yield _waits(next(r.at for r in rows if r.state == "TIME-WAIT"), counts["TIME-WAIT"])
    if counts["CLOSE-WAIT"] >= _FORGOTTEN:
        at = next(r.at for r in rows if r.state == "CLOSE-WAIT")
        why = f"{counts['CLOSE-WAIT']} connections that the peer has closed are still open here (CLOSE-WAIT)"
        yield Sign(at, "app.bug", 0.6, why)


def _summary(lines: Sequence[str]) -> Iterator[Sign]:
    for at, line in enumerate(lines):
        found = _SUMMARY.match(line)
        if found and int(found["wait"]) >= _MANY_WAIT:
            yield _waits(at, int(found["wait"]))


def _waits(at: int, count: int) -> Sign:
    why = f"{count} connections are in TIME-WAIT, where a host has 28232 ports to connect from by default"
    return Sign(at, "tcp.ports_exhausted", 0.75 if count >= _ALL_WAIT else 0.4, why)


def _loopback(rows: Sequence[Row]) -> Iterator[Sign]:
    """Somebody looked for one port, and what listens there can be reached from this host alone."""
    listening = [row for row in rows if row.state == "LISTEN"]
    ports = {row.port for row in listening}
    if len(rows) <= 2 and len(ports) == 1 and all(_LOCAL.match(row.local) for row in listening):
        row = listening[0]
        why = f"port {row.port} listens at {row.local} only: other hosts and containers are refused"
        yield Sign(row.at, "tcp.refused", 0.45, why, f"port {row.port}", params={"port": row.port})


_TOP = "State  Recv-Q Send-Q Local Address:Port  Peer Address:PortProcess\n"
EXAMPLES = (
    Example(
        "a full queue",
        pasted="$ ss -ltn\n" + _TOP + "LISTEN 129    128          0.0.0.0:8000       0.0.0.0:*\n"
        "LISTEN 0      4096       127.0.0.1:4222       0.0.0.0:*\n",
        finds=("tcp.backlog_full",),
        source="run: ss of iproute2 6.1, a server that does not accept",
    ),
    Example(
        "nothing waits; names of programs are no messages",
        pasted=_TOP
        + 'LISTEN 0      511          0.0.0.0:6392       0.0.0.0:*    users:(("refused",pid=7,fd=6))\n'
        "LISTEN 0      244        127.0.0.1:5432       0.0.0.0:*\nLISTEN 0      4096               "
        "*:9446             *:*\n",
        outcome="healthy",
        source="run: ss of iproute2 6.1",
    ),
    Example(
        "one port, on the loopback only, without its head",
        pasted="LISTEN 0      244        127.0.0.1:5432       0.0.0.0:*\n",
        finds=("tcp.refused",),
        source="run: ss of iproute2 6.1, grep",
        note="possible, not sure",
    ),
    Example(
        "no answer from a database",
        pasted="".join(
            f"SYN-SENT  0      1      10.0.0.5:{50000 + n}      10.0.9.9:5432     \n" for n in range(5)
        ),
        finds=("tcp.timeout",),
        source="made after ss -tan of iproute2 6.1",
    ),
    Example(
        "netstat",
        pasted="Active Internet connections (only servers)\n"
        "Proto Recv-Q Send-Q Local Address           Foreign Address         State\n"
        "tcp        0      0 0.0.0.0:22              0.0.0.0:*               LISTEN\n"
        "tcp6       0      0 :::443                  :::*                    LISTEN\n",
        outcome="healthy",
        source="made after netstat of net-tools 2.10",
    ),
    Example(
        "no port left",
        pasted="Total: 30217\nTCP:   30190 (estab 412, closed 29771, orphaned 3, timewait 28102)\n",
        finds=("tcp.ports_exhausted",),
        source="made after ss -s of iproute2 6.1",
    ),
    Example(
        "few wait, as they should",
        pasted="Total: 45\nTCP:   41 (estab 2, closed 17, orphaned 0, timewait 15)\n",
        outcome="undecided",
        source="run: ss -s of iproute2 6.1",
    ),
)
