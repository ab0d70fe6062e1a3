"""`nc -vz HOST PORT`, telnet and their kin: ports that took a connection, held against what comes later.

A port that was reached, and a program that waits there in vain a moment later, is a server that takes
connections and says nothing; the drivers call both of it "connection timed out".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from farhand.model import Example
from farhand.readers import Part, Sign

WORDS = ("succeeded!", "Ncat: Connected to ", "Connected to ", "TcpTestSucceeded", " open")
_OPEN = re.compile(
    r"^Connection to (?P<host>\S+) (?:\(\S+\) )?(?:port )?(?P<port>\d+) (?:port )?\[\S+\] succeeded!"
    r"|^Ncat: Connected to (?P<host2>\S+):(?P<port2>\d+)\.|^\S+ \[[\d.]+\] (?P<port3>\d+) \(\S+\) open$"
)
_CLOSED = re.compile(
    r"^nc: connect to |^Ncat: (?:TIMEOUT|Connection)|timed out: Operation now|\(\S+\) : Connection"
)
#: A driver that waited in vain, without saying for what, and curl that says what it waited for.
_LATE = re.compile(
    r"^(?:psycopg\.errors\.ConnectionTimeout: |psycopg2?\.OperationalError: .{0,120}|psql: error: .{0,160})?"
    r"(?:connection )?timeout expired$"
)
_CONNECT = re.compile(r"connection timed out|Connection timed out|No route to host|[Cc]onnection refused")


def find(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    if any(_OPEN.match(line) for line in lines):
        yield next(at for at, line in enumerate(lines) if _OPEN.match(line)), len(lines)


def read(part: Part) -> Iterator[Sign]:
    opened = {_endpoint(m): at for at, line in enumerate(part.lines) if (m := _OPEN.match(line))}
    for endpoint, at in opened.items():
        yield Sign(at, healthy=f"{endpoint} takes connections", subject=endpoint)
    if any(_CLOSED.search(line) or _CONNECT.search(line) for line in part.lines):
        return
    late = [at for at, line in enumerate(part.lines) if _LATE.search(line)]
    if late and len(opened) == 1:
        first, others = late[0], tuple(late[1:4])
        yield Sign(first, also=tuple(late[1:]), moot=("tcp.timeout", "db.pool_exhausted"))
        why = f"{next(iter(opened))} took a connection, and then nothing came: it is open and silent"
        yield Sign(first, "tcp.mute", 0.85, why, next(iter(opened)), also=others)


def _endpoint(found: re.Match[str]) -> str:
    host = found["host"] or found["host2"] or ""
    port = found["port"] or found["port2"] or found["port3"]
    return f"{host}:{port}" if host else f"port {port}"


_NC = "$ nc -vz -w 4 10.0.0.2 5432\nConnection to 10.0.0.2 5432 port [tcp/postgresql] succeeded!\n\n"
_RUN = "run: nc of netcat-openbsd 1.219 and psycopg 3.1"
EXAMPLES = (
    Example(
        "open and silent",
        pasted=_NC + "psycopg.errors.ConnectionTimeout: connection timeout expired\n",
        finds=("tcp.mute",),
        source=_RUN,
    ),
    Example(
        "open and silent, seen by psql",
        pasted=_NC + "psql: error: connection to server at 10.0.0.2, port 5432 failed: timeout expired\n",
        finds=("tcp.mute",),
        source=_RUN,
    ),
    Example("open", pasted=_NC, outcome="healthy", source=_RUN),
    Example(
        "open, with a name",
        pasted="Connection to db.example (10.0.0.2) 5432 port [tcp/postgresql] succeeded!\n",
        outcome="healthy",
        source=_RUN,
    ),
    Example(
        "one is open, another one is not",
        pasted=_NC + "nc: connect to 10.0.0.3 port 6379 (tcp) failed: Connection refused\n",
        finds=("tcp.refused",),
        source=_RUN,
    ),
    Example(
        "of nmap",
        pasted="Ncat: Version 7.93 ( https://nmap.org/ncat )\nNcat: Connected to 10.0.0.2:5432.\n",
        outcome="healthy",
        source="doc: Nmap, ncat guide",
    ),
)
