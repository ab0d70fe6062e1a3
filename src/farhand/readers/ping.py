"""What `ping` shows: answers, lost ones, and sizes that do not come through.

Many networks drop pings and nothing else, so that silence alone is a weak sign. Some answers lost, a host
that the last router cannot find, or small packets that pass where large ones do not: these are strong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from farhand.model import Example
from farhand.readers import Part, Sign, _lost
from farhand.readers._runs import runs, typed

WORDS = ("PING ", "Pinging ", "packets transmitted", "Packets: Sent")
_HEAD = re.compile(
    r"^PING (?P<host>\S+?)[ (:].{0,80}?(?P<size>\d+)(?:\((?P<whole>\d+)\))? (?:data )?bytes|^Pinging "
    r"(?P<win>\S+) .*with (?P<wsize>\d+) bytes"
)
_END = re.compile(
    r"^(?P<sent>\d+) packets transmitted, (?P<got>\d+) (?:packets )?received,.{0,60}?(?P<loss>[\d.]+)% "
    r"packet loss"
    r"|^\s+Packets: Sent = (?P<wsent>\d+), Received = (?P<wgot>\d+), Lost = \d+ \((?P<wloss>\d+)% loss\)"
)
_ALSO = re.compile(
    r"^(?:\d+ bytes from|From \S+|Reply from|Request timed out|Ping statistics|--- .* ping statistics"
    r"|rtt min|round-trip"
    r"|ping: |\s+Minimum =|Approximate round)"
)
_UNREACHABLE = re.compile(r"Destination Host Unreachable", re.I)
_TOO_LONG = re.compile(
    r"(?:message too long,? ?\(?mtu ?[=:] ?|Frag needed and DF set \(mtu = )(?P<mtu>\d{3,5})", re.I
)
_RTT = re.compile(r"= [\d.]+/(?P<avg>[\d.]+)/[\d.]+|Average = (?P<wavg>\d+)ms")


@dataclass(frozen=True)
class _Ping:
    at: int
    host: str
    size: int
    sent: int
    loss: float
    unreachable: int
    mtu: str
    average: float


def find(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    def sure(line: str) -> bool:
        return bool(_HEAD.match(line) or _END.match(line))

    def also(line: str) -> bool:
        return bool(_ALSO.match(line) or re.match(r"ping6? ", typed(line)))

    yield from runs(lines, sure, also, gap=3)


def read(part: Part) -> Iterator[Sign]:
    pings = list(_pings(part.lines))
    cut = _mtu(pings)
    yield from cut
    for ping in pings:
        yield from _judged(ping, bool(cut))


def _pings(lines: Sequence[str]) -> Iterator[_Ping]:
    begin, host, size = 0, "", 0
    for at, line in enumerate(lines):
        head, end = _HEAD.match(line), _END.match(line)
        if head:
            begin, host, size = at, head["host"] or head["win"], int(head["size"] or head["wsize"])
        elif end:
            said = lines[begin : at + 3]
            far = next((i for i, x in enumerate(said) if _UNREACHABLE.search(x)), -1)
            mtu = next((m["mtu"] for x in said if (m := _TOO_LONG.search(x))), "")
            average = next(
                (float(m["avg"] or m["wavg"]) for x in lines[at : at + 3] if (m := _RTT.search(x))), 0.0
            )
            loss = float(end["loss"] or end["wloss"] or 0)
            yield _Ping(
                at,
                host,
                size,
                int(end["sent"] or end["wsent"]),
                loss,
                begin + far if far >= 0 else -1,
                mtu,
                average,
            )
            begin, host, size = at + 1, "", 0


def _mtu(pings: Sequence[_Ping]) -> list[Sign]:
    """The same host answers small packets and never large ones."""
    for large in pings:
        small = next((p for p in pings if p.host == large.host and p.size < large.size and p.loss < 50), None)
        if small and large.loss == 100 and large.size > 1000:
            why = f"{large.host} answers packets of {small.size} bytes, and never those of {large.size}"
            why += f" (a router names an MTU of {large.mtu})" if large.mtu else ""
            return [Sign(large.at, "tcp.mtu", 0.88, why, large.host, also=(small.at,))]
    return []


def _judged(ping: _Ping, mtu_told: bool) -> Iterator[Sign]:
    host = ping.host or "the host"
    if ping.unreachable >= 0 and ping.loss >= 100:
        why = f"nobody has the address of {host}: host unreachable"
        yield Sign(ping.at, "tcp.host_down", 0.8, why, ping.host, also=(ping.unreachable,))
    elif ping.loss >= 100 and not mtu_told and not ping.mtu and ping.sent > 1:
        why = f"{host} answers no ping; many networks let none through"
        yield Sign(ping.at, "tcp.host_down", 0.35, why, ping.host)
    elif ping.mtu and not mtu_told:
        why = f"packets of {ping.size} bytes do not fit: the way takes {ping.mtu} at most"
        yield Sign(ping.at, "tcp.mtu", 0.6, why, ping.host)
    elif _lost.SOME <= ping.loss < 100 and not mtu_told:
        weight = _lost.weight(ping.loss, ping.sent)
        yield Sign(
            ping.at, "tcp.loss", weight, f"{ping.loss:g} % of {ping.sent} pings to {host} are lost", ping.host
        )
    elif ping.average >= _lost.FAR:
        yield Sign(
            ping.at, "tcp.loss", 0.6, f"{host} answers after {ping.average:.0f} ms on average", ping.host
        )
    elif ping.loss == 0 and ping.sent:
        yield Sign(ping.at, healthy=f"{host} answers every ping", subject=ping.host)


def _text(sent: int, got: int, loss: str, size: int = 56, between: str = "", after: str = "") -> str:
    return (
        f"PING db.corp.example (10.0.0.9) {size}({size + 28}) bytes of data.\n{between}\n"
        f"--- db.corp.example ping statistics ---\n{sent} packets transmitted, {got} received, "
        f"{loss}% packet loss, time {sent * 1000}ms\n{after}"
    )


_RUN = "run: ping of iputils 20221126"
_GOOD = "64 bytes from 10.0.0.9: icmp_seq=1 ttl=64 time=0.022 ms\n"
EXAMPLES = (
    Example(
        "all answer",
        pasted="$ ping -c 2 db.corp.example\n"
        + _text(2, 2, "0", between=_GOOD, after="rtt min/avg/max/mdev = 0.022/0.033/0.045/0.011 ms\n"),
        outcome="healthy",
        source=_RUN,
    ),
    Example(
        "a third is lost", pasted=_text(30, 20, "33.3333", between=_GOOD), finds=("tcp.loss",), source=_RUN
    ),
    Example(
        "nobody has that address",
        pasted=_text(3, 0, "100", between="From 10.0.0.5 icmp_seq=1 Destination Host Unreachable\n").replace(
            "received,", "received, +3 errors,"
        ),
        finds=("tcp.host_down",),
        source=_RUN,
    ),
    Example(
        "silence alone is weak",
        pasted=_text(4, 0, "100"),
        finds=("tcp.host_down",),
        source=_RUN,
        note="possible, not sure: the verdict stays undecided",
    ),
    Example(
        "small ones pass, large ones do not",
        pasted=_text(3, 0, "100", size=1472) + "\n" + _text(3, 3, "0", size=1200, between=_GOOD),
        finds=("tcp.mtu",),
        source="made after ping -M do -s 1472",
    ),
    Example(
        "Windows, cut off after the count",
        pasted="Pinging db.corp.example [10.0.0.9] with 32 bytes of data:\nReply from 10.0.0.9: "
        "bytes=32 time<1ms TTL=64\n\n"
        "Ping statistics for 10.0.0.9:\n    Packets: Sent = 4, Received = 4, Lost = 0 (0% loss),\n",
        outcome="healthy",
        source="made after ping of Windows",
    ),
)
