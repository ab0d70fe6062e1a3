"""Routes: `ip route`, `ip route get`, `route -n`, `netstat -rn`.

A host without a default route reaches its own network only; that is meant in some places, so it decides
nothing by itself but weighs. What `ip route get` says of one address is certain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from farhand.model import Example
from farhand.readers import Part, Sign
from farhand.readers._runs import runs, typed

WORDS = (
    " dev ",
    " via ",
    "Genmask",
    "RTNETLINK",
    "unreachable ",
    "blackhole ",
    "prohibit ",
    "Gateway",
    " UG ",
)
_ROUTE = re.compile(
    r"^(?P<to>default|(?:unreachable|blackhole|prohibit) \S+|\d{1,3}(?:\.\d{1,3}){3}(?:/\d{1,2})?"
    r"|[0-9a-f]{0,4}:[0-9a-f:]+(?:/\d+)?)"
    r"(?: via \S+)?(?: dev \S+)?(?: proto \S+| scope \S+| src \S+| metric \d+| onlink| linkdown| dead| "
    r"pref \S+| uid \d+| cache| expires \S+)*\s*$"
)
_TABLE = re.compile(
    r"^(?P<to>0\.0\.0\.0|default|\d{1,3}(?:\.\d{1,3}){3})\s+(?P<via>\S+)\s+\d{1,3}(?:\.\d{1,3}){3}\s+"
    r"(?P<flags>!?[UGHRDMAC!]+)\s"
)
_HEADS = re.compile(r"^Kernel IP routing table|^Destination\s+Gateway\s+Genmask|^\s+cache\b")
_ANSWER = re.compile(
    r"^RTNETLINK answers: (?P<what>Network is unreachable|No route to host|Permission denied|Invalid "
    r"argument)"
)
_ASKED = re.compile(r"\bip(?: -\d)? (?:route|r|ro) get (?P<ip>\S+)")
_CLOSED = re.compile(r"^(?:unreachable|blackhole|prohibit) (?P<to>\S+)")


def find(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    def sure(line: str) -> bool:
        words = line.split(None, 4)
        is_route = (
            len(words) > 2
            and bool(_ROUTE.match(line))
            and (" dev " in line or " via " in line or _CLOSED.match(line))
        )
        return bool(is_route or _TABLE.match(line) or _ANSWER.match(line))

    def also(line: str) -> bool:
        return bool(
            _HEADS.match(line)
            or re.search(r"\b(?:ip(?: -\d)? r\w*|route -n|netstat -\w*r\w*)\b", typed(line))
        )

    yield from runs(lines, sure, also, gap=1, fresh=lambda line: bool(typed(line)))


def read(part: Part) -> Iterator[Sign]:
    asked = next((m for x in part.lines[:2] if (m := _ASKED.search(typed(x)))), None)
    answer = next(((at, m["what"]) for at, x in enumerate(part.lines) if (m := _ANSWER.match(x))), None)
    if answer:
        yield from _no_answer(*answer, asked["ip"] if asked else "")
    elif asked:
        yield from _get(part.lines, asked["ip"])
    else:
        yield from _table(part.lines)


def _no_answer(at: int, what: str, ip: str) -> Iterator[Sign]:
    if what in ("Network is unreachable", "No route to host"):
        yield Sign(at, "tcp.no_route", 0.93, f"this host has no route to {ip or 'that network'}", ip)


def _get(lines: Sequence[str], ip: str) -> Iterator[Sign]:
    for at, line in enumerate(lines):
        if found := _CLOSED.match(line):
            yield Sign(at, "tcp.no_route", 0.92, f"a route of this host closes the way to {found['to']}", ip)
        elif _ROUTE.match(line) and " dev " in line:
            yield Sign(at, healthy=f"this host has a route to {ip}", subject=ip)


def _table(lines: Sequence[str]) -> Iterator[Sign]:
    """A whole table: a route that is shut, or no way out. Part of one (grep) tells nothing."""
    routes = [(at, m["to"]) for at, x in enumerate(lines) if (m := _ROUTE.match(x) or _TABLE.match(x))]
    for at, to in routes:
        line = lines[at]
        if to in ("default", "0.0.0.0") and re.search(r"\b(?:linkdown|dead)\b", line):
            yield Sign(at, "tcp.no_route", 0.75, "the interface of the default route is down")
    if any(to in ("default", "0.0.0.0") for _, to in routes):
        return
    command = typed(lines[0])
    whole = re.search(
        r"ip(?: -4)? r(?:o|oute)?(?: show| list| ls)?$|route -n$|netstat -rn$", command.split(";")[0].strip()
    )
    if routes and whole:
        yield Sign(
            routes[0][0],
            "tcp.no_route",
            0.55,
            "this host has no default route: it reaches its own network only",
        )


_NET = "192.0.2.0/24 dev eth0 proto kernel scope link src 192.0.2.2\n"
EXAMPLES = (
    Example(
        "no route",
        pasted="$ ip route get 10.9.9.9\nRTNETLINK answers: Network is unreachable\n",
        finds=("tcp.no_route",),
        source="run: ip of iproute2 6.1",
    ),
    Example(
        "a route",
        pasted="$ ip route get 10.9.9.9\n10.9.9.9 via 192.0.2.1 dev eth0 src 192.0.2.2 uid 0\n    cache\n",
        outcome="healthy",
        source="run: ip of iproute2 6.1",
    ),
    Example(
        "a table with a way out tells nothing of the app",
        pasted="default via 192.0.2.1 dev eth0\n" + _NET,
        outcome="undecided",
        source="run: ip of iproute2 6.1",
    ),
    Example(
        "no way out", pasted="# ip route\n" + _NET, finds=("tcp.no_route",), source="run: ip of iproute2 6.1"
    ),
    Example("a part of a table", pasted=_NET, outcome="undecided", source="run: ip of iproute2 6.1"),
    Example(
        "the interface is down",
        pasted="default via 192.0.2.1 dev eth0 proto static linkdown\n",
        finds=("tcp.no_route",),
        source="made after ip of iproute2 6.1",
    ),
)
