"""The way to a host, hop by hop: `traceroute`, `tracepath`, `tracert`, `mtr --report`.

Hops that do not answer, or lose half of what is sent to themselves, are normal as long as the target
answers. What counts is the last hop, marks such as !X, and a way that goes round in a circle.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from farhand.model import Example
from farhand.readers import Part, Sign
from farhand.readers._runs import runs, typed

WORDS = ("traceroute to", "Tracing route", "HOST: ")
_HEAD = re.compile(
    r"^traceroute to (?P<host>\S+) \((?P<ip>[\w.:]+)\)|^Tracing route to (?P<whost>\S+)(?: \[(?P<wip>["
    r"\w.:]+)\])?|^HOST: \S+\s+Loss%"
)
_HOP = re.compile(
    r"^\s{0,3}(?P<n>\d{1,2})\s{1,8}(?P<rest>(?:\*|<?\d+ ms|[\w.:-]+ \(|[\d.]{7,15}\s|[0-9a-f:]{6,39}\s).*)$",
    re.I,
)
_ROW = re.compile(r"^\s*(?P<n>\d{1,2})\.\s?\|--\s(?P<host>\S+)\s+(?P<loss>[\d.]+)%?\s+(?P<sent>\d+)\s")
_MARK = re.compile(r"(?P<ip>[\w.:]+)\)?\s+(?:[\d.]+ ms\s+)?!(?P<mark>[HNXPSCZ]|\d+)(?=\s|$)")
_ADDRESS = re.compile(r"\(?((?:\d{1,3}\.){3}\d{1,3}|[0-9a-f]{0,4}:[0-9a-f:]{4,38})\)?", re.I)
_MARKS = {
    "X": ("tcp.rejected", 0.88, "a firewall at {} forbids it (!X)"),
    "10": ("tcp.rejected", 0.88, "a firewall at {} forbids it (!10)"),
    "13": ("tcp.rejected", 0.88, "a firewall at {} forbids it (!13)"),
    "H": ("tcp.host_down", 0.8, "{} says that the host cannot be reached (!H)"),
    "N": ("tcp.no_route", 0.88, "{} has no route to that network (!N)"),
}
_SILENT = 4


def find(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    def sure(line: str) -> bool:
        return bool(_HEAD.match(line) or _ROW.match(line))

    def also(line: str) -> bool:
        return bool(_HOP.match(line) or re.match(r"(?:sudo )?(?:traceroute|tracert|mtr)\b", typed(line)))

    yield from runs(lines, sure, also, gap=2, fresh=lambda line: bool(_HEAD.match(line)))


def read(part: Part) -> Iterator[Sign]:
    rows = [(at, m) for at, x in enumerate(part.lines) if (m := _ROW.match(x))]
    if rows:
        yield from _report(rows)
        return
    head = next((m for x in part.lines if (m := _HEAD.match(x))), None)
    hops = [(at, m["rest"]) for at, x in enumerate(part.lines) if (m := _HOP.match(x))]
    if head and hops:
        target = head["host"] or head["whost"] or "the host"
        yield from _hops(hops, target, head["ip"] or head["wip"] or target, _by_tcp(part.lines))


def way(lines: Sequence[str]) -> tuple[str, str, list[str]]:
    """Target, its address, and the address of each hop; empty for one that does not answer."""
    rows = [m["host"] for x in lines if (m := _ROW.match(x))]
    if rows:
        return rows[-1] if rows[-1] != "???" else "", "", ["" if host == "???" else host for host in rows]
    head = next((m for x in lines if (m := _HEAD.match(x))), None)
    rests = [m["rest"] for x in lines if (m := _HOP.match(x))]
    hops = [found[1] if (found := _ADDRESS.search(rest)) else "" for rest in rests]
    if head is None:
        return "", "", hops
    return head["host"] or head["whost"] or "", head["ip"] or head["wip"] or "", hops


def _by_tcp(lines: Sequence[str]) -> bool:
    return any(re.search(r"\s-(?:T|-tcp)\b", typed(line)) for line in lines[:2])


def _report(rows: Sequence[tuple[int, re.Match[str]]]) -> Iterator[Sign]:
    """mtr: only the last hop's loss is the way's."""
    at, last = rows[-1]
    loss, sent, host = float(last["loss"]), int(last["sent"]), last["host"]
    if host == "???" or loss >= 100:
        shown = next((m["host"] for _, m in reversed(rows) if m["host"] != "???"), "")
        yield Sign(at, "tcp.timeout", 0.4, f"the last hop that answers is {shown or 'none'}", shown)
    elif loss >= 3 and sent >= 10:
        yield Sign(at, "tcp.loss", 0.85, f"{loss:g} % of {sent} packets to {host} are lost", host)
    elif loss < 1:
        yield Sign(at, healthy=f"{host} answers every packet", subject=host)


def _hops(hops: Sequence[tuple[int, str]], target: str, ip: str, tcp: bool) -> Iterator[Sign]:
    for at, rest in hops:
        mark = _MARK.search(rest)
        if mark and mark["mark"] in _MARKS:
            cause, weight, why = _MARKS[mark["mark"]]
            yield Sign(at, cause, weight, why.format(mark["ip"]), target)
            return
    places = [(at, found[1] if (found := _ADDRESS.search(rest)) else "") for at, rest in hops]
    last_at, last = places[-1]
    seen = [place for _, place in places if place]
    if last == ip:
        yield Sign(last_at, healthy=f"the way to {target} is open, {len(hops)} hops", subject=target)
    elif len(seen) >= 8 and len(set(seen[-6:])) == 2 and seen[-1] == seen[-3] != seen[-2]:
        why = f"the way to {target} goes round in a circle between {seen[-2]} and {seen[-1]}"
        yield Sign(last_at, "tcp.no_route", 0.88, why, target)
    elif len(places) > _SILENT and not any(place for _, place in places[-_SILENT:]):
        weight = 0.65 if tcp else 0.4
        yield Sign(
            last_at,
            "tcp.timeout",
            weight,
            f"nobody answers behind {seen[-1] if seen else 'this host'}",
            target,
        )


_TOP = "traceroute to db.corp.example (10.0.9.9), 30 hops max, 60 byte packets\n"
_STARS = "".join(f"{n:2}  * * *\n" for n in range(3, 10))
_MTR = (
    "Start: 2026-11-26T09:03:31+0000\nHOST: app1                        Loss%   Snt   Last   Avg  "
    "Best  Wrst StDev\n"
)
EXAMPLES = (
    Example(
        "the target answers; one hop does not",
        pasted="$ traceroute -n 10.0.9.9\n" + _TOP + " 1  10.0.0.1  0.421 ms  0.380 ms  0.366 ms\n 2  * * *\n"
        " 3  10.0.9.9  1.204 ms  1.190 ms  1.187 ms\n",
        outcome="healthy",
        source="made after traceroute 2.1",
    ),
    Example(
        "a firewall forbids it",
        pasted=_TOP
        + " 1  gw (10.0.0.1)  0.421 ms  0.380 ms  0.366 ms\n 2  fw (10.0.8.1)  1.9 ms !X  1.8 ms !X  "
        "1.8 ms !X\n",
        finds=("tcp.rejected",),
        source="made after traceroute 2.1",
    ),
    Example(
        "silence behind a hop",
        pasted=_TOP
        + " 1  10.0.0.1  0.421 ms  0.380 ms  0.366 ms\n 2  10.0.8.1  1.9 ms  1.8 ms  1.8 ms\n"
        + _STARS,
        finds=("tcp.timeout",),
        source="made after traceroute 2.1",
        note="possible, not sure",
    ),
    Example(
        "a circle",
        pasted=_TOP + "".join(f"{n:2}  10.0.{n % 2}.1  1.9 ms  1.8 ms  1.8 ms\n" for n in range(1, 15)),
        finds=("tcp.no_route",),
        source="made after traceroute 2.1",
    ),
    Example(
        "mtr: loss at a hop in between is normal",
        pasted=_MTR + "  1.|-- 10.0.0.1          60.0%    10    0.4   0.4   0.3   0.6   0.1\n"
        "  2.|-- 10.0.9.9           0.0%    10    1.1   1.2   1.0   1.5   0.1\n",
        outcome="healthy",
        source="run: mtr 0.95, with other numbers",
    ),
    Example(
        "mtr: loss to the end",
        pasted=_MTR + "  1.|-- 10.0.0.1           0.0%   100    0.4   0.4   0.3   0.6   0.1\n"
        "  2.|-- 10.0.9.9          18.0%   100    1.1   1.2   1.0   1.5   0.1\n",
        finds=("tcp.loss",),
        source="run: mtr 0.95, with other numbers",
    ),
    Example("cut off after the head", pasted=_TOP, outcome="undecided", source="made after traceroute 2.1"),
)
