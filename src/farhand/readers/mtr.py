"""`mtr --report`: how many packets each router on the way and the last one answered.

A router in the middle may answer few of many packets and pass on all. So what counts is the last line: what
is lost there is lost for the app, and the first line from which on every one loses names the place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from farhand.model import Example
from farhand.readers import Part, Sign, _lost
from farhand.readers._runs import runs, typed

WORDS = ("Loss%",)
_HEAD = re.compile(r"\bHOST: \S+ +Loss% +Snt|\bHost +Loss% +Snt")
_HOP = re.compile(
    r"^\s*(?P<n>\d{1,2})\.(?:\|--)? +(?:AS\S+ +)?(?P<host>\S+) +(?P<loss>\d+(?:\.\d+)?)% +(?P<sent>\d+)"
    r" +\S+ +(?P<avg>[\d.]+)"
)


@dataclass(frozen=True)
class _Hop:
    at: int
    host: str
    loss: float
    sent: int
    average: float


def find(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    def also(line: str) -> bool:
        return bool(_HOP.match(line)) or typed(line).startswith("mtr ") or line.startswith("Start: ")

    yield from runs(lines, lambda line: bool(_HEAD.search(line)), also, gap=1)


def read(part: Part) -> Iterator[Sign]:
    hops = [
        _Hop(at, m["host"], float(m["loss"]), int(m["sent"]), float(m["avg"]))
        for at, line in enumerate(part.lines)
        if (m := _HOP.match(line))
    ]
    if not hops:
        return
    last = hops[-1]
    if last.loss >= 100:
        known = next((hop for hop in reversed(hops) if hop.loss < 100), None)
        why = f"{last.host} answers nothing" + (f"; the last that answers is {known.host}" if known else "")
        yield Sign(last.at, "tcp.host_down", 0.4, why, last.host)
    elif last.loss >= _lost.SOME:
        yield _lossy(hops, last)
    elif last.average >= _lost.FAR:
        yield Sign(last.at, "tcp.loss", 0.6, f"{last.host} answers after {last.average:.0f} ms", last.host)
    else:
        yield Sign(last.at, healthy=f"{last.host} answers what it is sent", subject=last.host)


def _lossy(hops: Sequence[_Hop], last: _Hop) -> Sign:
    """From where on everyone loses packets."""
    begins = last
    for hop in reversed(hops):
        if hop.loss < _lost.SOME:
            break
        begins = hop if hop.loss < 100 else begins
    weight = _lost.weight(last.loss, last.sent)
    why = f"{last.loss:g} % of {last.sent} packets to {last.host} are lost, from {begins.host} on"
    return Sign(begins.at, "tcp.loss", weight, why, last.host, also=(last.at,))


_REPORT = """$ mtr --report db.example.com
HOST: app-1                       Loss%   Snt   Last   Avg  Best  Wrst StDev
  1.|-- 10.0.0.1                  0.0%    10    0.3   0.6   0.3   1.2   0.3
  2.|-- 198.51.100.7             {0}%    10    0.4   1.0   0.4   6.1   1.8
  3.|-- db.example.com           {1}%    10    6.7   6.8   6.7   6.9   0.1
"""
EXAMPLES = (
    Example(
        "lost from the second router on",
        pasted=_REPORT.format("60.0", "40.0"),
        finds=("tcp.loss",),
        source="source: mtr, report.c",
    ),
    Example(
        "a router that answers few packets and passes on all",
        pasted=_REPORT.format("80.0", " 0.0"),
        outcome="healthy",
        source="source: mtr, report.c",
    ),
)
