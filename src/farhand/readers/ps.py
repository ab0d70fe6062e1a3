"""Processes: `ps aux`, `ps -ef`, `ps -eo`: names and arguments, which are no messages.

Only the column of states is judged: many processes in state D hang in the kernel, mostly on a disk or a
network file system; masses of zombies mean that somebody does not collect them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from farhand.model import Example
from farhand.readers import Part, Sign

WORDS = ("COMMAND", "CMD", "ARGS", " ? ", " pts/", " tty")
QUIET = True
_HEAD = re.compile(r"^\s*(?:USER|UID|PID|F|S|LABEL)\s+.*\b(?:CMD|COMMAND|ARGS)\s*$")
_GREPPED = re.compile(
    r"^\w[\w+.-]{0,31}\s+\d+\s+[\d.]+\s+[\d.]+\s+\d+\s+\d+\s+\S+\s+(?P<state>[RSDTZI][<NLsl+]*)\s+\S+"
    r"\s+[\d:]+\s"
)
_HANGS, _ZOMBIES = 3, 200


def find(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    at = 0
    while at < len(lines):
        end = at
        if _HEAD.match(lines[at]):
            end, place = end + 1, _place_of_pid(lines[at])
            while end < len(lines) and _is_row(lines[end], place):
                end += 1
        else:
            while end < len(lines) and _GREPPED.match(lines[end]):
                end += 1
        if end > at:
            yield at, end
        at = max(end, at + 1)


def _place_of_pid(head: str) -> int:
    names = head.split()
    return names.index("PID") if "PID" in names else -1


def _is_row(line: str, place: int) -> bool:
    """A number stands where the PID does; a log's line, that follows without a gap, has none there."""
    cells = line.split(None, place + 1)
    return len(cells) > place >= 0 and cells[place].isdigit()


def read(part: Part) -> Iterator[Sign]:
    states = list(_states(part.lines))
    hangs = [at for at, state in states if state.startswith("D")]
    zombies = [at for at, state in states if state.startswith("Z")]
    if len(hangs) >= _HANGS:
        why = (
            f"{len(hangs)} processes hang in the kernel (state D): a disk or a network file system "
            f"does not answer"
        )
        yield Sign(hangs[0], "fs.remote", 0.5, why, also=tuple(hangs[1:4]))
    if len(zombies) >= _ZOMBIES:
        yield Sign(zombies[0], "limits.processes", 0.4, f"{len(zombies)} zombies are not collected")


def _states(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The column STAT or S, counted from the left: only commands, at the right end, hold blanks."""
    names = lines[0].split()
    column = next((names.index(n) for n in ("STAT", "S", "STATE") if n in names), -1)
    for at, line in enumerate(lines):
        found = _GREPPED.match(line)
        cells = line.split(None, column + 1) if column >= 0 else []
        if found:
            yield at, found["state"]
        elif at and len(cells) > column >= 0 and re.match(r"[RSDTZIWX]", cells[column]):
            yield at, cells[column]


_HEAD_TEXT = "USER         PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND\n"
_LINE = (
    "app        {:5} 12.0  0.4 912312 88120 ?        {:4} 08:00   0:12 python -m worker --on-error=retry\n"
)
EXAMPLES = (
    Example(
        "arguments are no messages",
        pasted="$ ps aux\n"
        + _HEAD_TEXT
        + _LINE.format(7, "Ssl")
        + "root 9 0.0 0.0 1 1 ? S 08:00 0:00 sh -c echo out of memory\n",
        outcome="undecided",
        source="run: ps of procps 4.0",
    ),
    Example(
        "four hang",
        pasted=_HEAD_TEXT + "".join(_LINE.format(n, "D") for n in range(10, 14)),
        finds=("fs.remote",),
        source="made after ps aux of procps 4.0",
    ),
    Example(
        "two wait for a disk just now",
        pasted=_HEAD_TEXT + _LINE.format(10, "D") + _LINE.format(11, "D") + _LINE.format(12, "S"),
        outcome="undecided",
        source="made after ps aux of procps 4.0",
    ),
    Example(
        "without a head, through grep",
        pasted=_LINE.format(4711, "Ssl"),
        outcome="undecided",
        source="run: ps of procps 4.0, grep",
    ),
)
