"""Limits and what is used of them: /proc/PID/limits with a count of files, cgroup files, kernel counters.

A limit alone says nothing; it is judged against the number that stands beside it: open files, processes of
the cgroup, tracked connections. What the kernel has killed, and how often it held a group back, it counts
itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from farhand.readers import Part, Sign
from farhand.readers._limits_examples import EXAMPLES as EXAMPLES
from farhand.readers._runs import runs, typed

WORDS = (
    "Max ",
    "open files",
    "max user processes",
    "oom_kill",
    "nr_throttled",
    "nr_periods",
    "pids.",
    "memory.",
    "conntrack",
    "throttled",
    "usage_usec",
    "nr_bursts",
    "oom",
)
QUIET = True
_LIMIT = re.compile(r"^Max (?P<name>[a-z -]+?)\s{2,}(?P<soft>\d+|unlimited)\s+(?P<hard>\d+|unlimited)\b")
_ULIMIT = re.compile(
    r"^(?P<name>open files|max user processes)\s+\([^)]*-(?P<flag>[nu])\)\s+(?P<soft>\d+|unlimited)"
)
_NAMED = re.compile(
    r"^(?:\S*/)?(?P<key>oom_kill|oom|oom_group_kill|max|high|low|nr_periods|nr_throttled"
    r"|throttled_usec|throttled_time"
    r"|nr_bursts|usage_usec|user_usec|system_usec|pids\.current|pids\.max|memory\.current|memory\.max"
    r"|(?:net[.]netfilter[.])?nf_conntrack_(?:count|max))\s*[ :=]\s*(?P<value>\d+|max)$"
)
_FILE = re.compile(r"^==> (?P<path>\S+) <==$")
#: Further lines of `ulimit -a`, /proc/PID/limits and cgroup files.
_OTHER = re.compile(r"^Limit  |^[a-zA-Z][\w -]+\([^)]*-\w\) |^Max [a-z]|^[a-z_]+ \d+$")
_BARE = re.compile(r"^(?:\d{1,12}|max)$")
_COMMAND = re.compile(r"/limits|/fd\b|ulimit|memory\.events|cpu\.stat|pids\.|conntrack|/sys/fs/cgroup")
#: Share of a limit from which it is used up, or nearly so; share of periods in which a group was held back.
_FULL, _TIGHT, _THROTTLED, _MUCH = 0.97, 0.85, 0.25, 0.6
#: Open files with which hardly any server program can start.
_TINY = 64


def find(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    def sure(line: str) -> bool:
        return bool(_LIMIT.match(line) or _ULIMIT.match(line)) or bool(
            (m := _NAMED.match(line)) and m["key"] not in ("max", "high", "low", "oom")
        )

    def also(line: str) -> bool:
        text = line.strip()
        known = _NAMED.match(line) or _BARE.match(text) or _FILE.match(text) or _OTHER.match(line)
        return bool(known or _COMMAND.search(typed(line)))

    yield from runs(lines, sure, also, gap=1)


def read(part: Part) -> Iterator[Sign]:
    named = dict(_values(part.lines))
    yield from _files(part.lines)
    yield from _killed(named)
    yield from _held_back(named)
    yield from _used(
        named, "pids.current", "pids.max", "limits.processes", "processes and threads in the cgroup"
    )
    yield from _used(
        named, "nf_conntrack_count", "nf_conntrack_max", "tcp.conntrack_full", "tracked connections"
    )


def _values(lines: Sequence[str]) -> Iterator[tuple[str, tuple[int, int]]]:
    """Numbers by name: beside it, below a file's name, or as the LIM command's two bare lines for pids."""
    under, bare, seen = "", 0, False
    for at, line in enumerate(lines):
        text = line.strip()
        named, file, command = _NAMED.match(text), _FILE.match(text), typed(line)
        if named:
            seen = seen or named["key"] == "oom_kill"
            yield named["key"].rpartition("net.netfilter.")[2], (at, _number(named["value"]))
        elif file or command:
            under, bare, seen = file["path"].rpartition("/")[2] if file else "", 0, seen and not command
            under = "conntrack" if "nf_conntrack_{count,max}" in command else under
            seen = seen or "pids.{current,max}" in command
        elif _BARE.match(text):
            pair = (
                ("nf_conntrack_count", "nf_conntrack_max")
                if under == "conntrack"
                else ("pids.current", "pids.max")
            )
            if under and under != "conntrack":
                yield under, (at, _number(text))
            elif (seen or under) and bare < 2:
                yield pair[bare], (at, _number(text))
                bare += 1


def _number(text: str) -> int:
    return int(text) if text.isdigit() else 0  # 0: no limit


def _files(lines: Sequence[str]) -> Iterator[Sign]:
    """The soft limit of open files, and the number of them: `ls /proc/PID/fd | wc -l` right after it."""
    for at, line in enumerate(lines):
        limit = _LIMIT.match(line) or _ULIMIT.match(line)
        if not limit or limit["name"] != "open files" or not limit["soft"].isdigit():
            continue
        count = _count(lines[at + 1 :])
        if count is None and int(limit["soft"]) <= _TINY:
            why = f"the process may open {limit['soft']} files, sockets among them: that is far too few"
            yield Sign(at, "limits.files", 0.85, why)
        if count is not None and int(limit["soft"]):
            place = at + 1 + count[0]
            yield _share(
                place, count[1], int(limit["soft"]), "limits.files", "files that the process may open", at
            )


def _count(lines: Sequence[str]) -> tuple[int, int] | None:
    for at, line in enumerate(lines[:14]):
        if line.strip().isdigit():
            return at, int(line.strip())
        if not (
            _LIMIT.match(line)
            or _ULIMIT.match(line)
            or "/fd" in typed(line)
            or re.match(r"\S.*\(.*-\w\) ", line)
        ):
            return None
    return None


def _share(at: int, used: int, limit: int, cause: str, what: str, other: int) -> Sign:
    share = used / limit
    why = f"{used} of {limit} {what} are in use"
    if share < _TIGHT:
        return Sign(at, healthy=why, subject="limits")
    return Sign(at, cause, 0.93 if share >= _FULL else 0.65, why, also=(other,))


def _used(named: dict[str, tuple[int, int]], now: str, most: str, cause: str, what: str) -> Iterator[Sign]:
    if now in named and most in named and named[most][1]:
        yield _share(named[now][0], named[now][1], named[most][1], cause, what, named[most][0])


def _killed(named: dict[str, tuple[int, int]]) -> Iterator[Sign]:
    at, count = named.get("oom_kill", (-1, 0))
    if count:
        why = f"the kernel has killed {count} processes of this cgroup for memory (oom_kill {count})"
        yield Sign(at, "memory.oom_killed", 0.88, why)
    elif at >= 0:
        yield Sign(at, healthy="no process of the cgroup was killed for memory", subject="memory")


def _held_back(named: dict[str, tuple[int, int]]) -> Iterator[Sign]:
    at, periods = named.get("nr_periods", (-1, 0))
    throttled = named.get("nr_throttled", (-1, 0))
    if periods < 20 or throttled[0] < 0:
        return
    share = throttled[1] / periods
    why = f"the cgroup was held back in {throttled[1]} of {periods} periods ({share:.0%})"
    if share >= _THROTTLED:
        yield Sign(throttled[0], "limits.cpu", 0.88 if share >= _MUCH else 0.72, why, also=(at,))
    elif share < 0.05:
        yield Sign(throttled[0], healthy=why, subject="cpu")
