"""`docker stats --no-stream`: what containers use of the memory that they may have.

Without a limit of its own a container's LIMIT is the memory of the host. The first column is cut off where
many paste only the rows that matter, so a row is known by its two sizes and the share behind them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from farhand.model import Example
from farhand.readers import Part, Sign

WORDS = ("iB / ", "MEM USAGE")
#: Names of containers are no messages.
QUIET = True
_HEAD = re.compile(r"CONTAINER(?: ID)?\s+(?:NAME\s+)?CPU %\s+MEM USAGE / LIMIT")
_ROW = re.compile(
    r"(?P<first>\S+)\s+(?:(?P<name>\S+)\s+)?[\d.]+%\s+(?P<used>[\d.]+[KMGT]?i?B)"
    r" / (?P<limit>[\d.]+[KMGT]?i?B)\s+(?P<share>\d{1,4}(?:\.\d{1,4})?)%"
)
#: Share of the limit from which the next request may be the last one, in percent.
_FULL = 97.0


def find(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and (_HEAD.match(lines[end]) or _ROW.match(lines[end])):
            end += 1
        if end > at:
            yield at, end
        at = end + 1


def read(part: Part) -> Iterator[Sign]:
    for at, line in enumerate(part.lines):
        row = _ROW.match(line)
        if row and float(row["share"]) >= _FULL:
            who = row["name"] or row["first"]
            why = f"{who} uses {row['used']} of {row['limit']} memory ({row['share']} %); what it asks"
            why += " for next ends it"
            yield Sign(at, "memory.oom_killed", 0.6, why, who)


_TOP = (
    "CONTAINER ID   NAME      CPU %     MEM USAGE / LIMIT     MEM %     NET I/O       BLOCK I/O   PIDS\n"
    "9ea1b826ecc0   web       {cpu}     {mem}   {share}    1.05kB / 0B   0B / 0B     9\n"
)
_RUN = "made after docker 28, docker stats --no-stream"
EXAMPLES: tuple[Example, ...] = (
    Example(
        "its memory is full",
        pasted=_TOP.format(cpu="12.50%", mem="255.6MiB / 256MiB", share="99.85%"),
        finds=("memory.oom_killed",),
        source=_RUN,
    ),
    Example(
        "there is room",
        pasted=_TOP.format(cpu="0.02%", mem="61.4MiB / 256MiB", share="23.98%"),
        outcome="undecided",
        source=_RUN,
    ),
)
