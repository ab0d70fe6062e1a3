"""Which programs the kernel has ended for memory, as its log says.  Pure.

The lines are those of Linux's mm/oom_kill.c: `Killed process 2231 (java) total-vm:..., UID:1000`, in older
kernels with `, UID 1000,` or without the user; newer ones say before it
`oom-kill:constraint=...,task_memcg=/a/b,task=java,pid=2231,uid=1000`. The number in brackets is seconds since
the start of the machine.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

_STAMP = re.compile(r"^kernel (?:<\d+>)?\[ *(\d+\.\d+)\]")
_KILLED = re.compile(
    r"killed process (?P<pid>\d+),? \((?P<name>[^)]{1,40})\)(?:.*?\bUID[: ](?P<uid>\d+))?", re.I
)
_ABOUT = re.compile(
    r"oom-kill:.*?task_memcg=(?P<group>[^,]{0,300}),task=(?P<name>[^,]{1,40}),pid=(?P<pid>\d+),uid=(?P<uid>\d+)"
)
#: What such lines hold, for grep -iE and for `re`, and how many of the last ones are looked at.
WORDS, MOST = "killed process|oom-kill", 3
#: Seconds after which a kill is no longer what is wrong now.
RECENT = 86_400.0
ROOT = 0


def kills(lines: Iterable[str], uptime: float | None = None) -> list[dict[str, Any]]:
    """{"pid", "name", "uid", "group", "ago_s"} of each program that was ended; None for what is not said."""
    found: dict[int, dict[str, Any]] = {}
    for line in lines:
        told = _KILLED.search(line) or _ABOUT.search(line) if line.startswith("kernel ") else None
        if told:
            named = told.groupdict()
            row = found.setdefault(int(named["pid"]), {"name": named["name"], "uid": None, "group": ""})
            row["uid"] = int(named["uid"]) if named["uid"] else row["uid"]
            row["group"] = named.get("group") or row["group"]
            row["ago_s"] = _ago(line, uptime)
    return [{"pid": pid, **row} for pid, row in found.items()]


def _ago(line: str, uptime: float | None) -> float | None:
    stamp = _STAMP.match(line)
    return round(max(0.0, uptime - float(stamp[1])), 1) if stamp and uptime is not None else None


def recent(rows: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Those of the last day; where it is not known when, it may have been then."""
    return [row for row in rows if row.get("ago_s") is None or row["ago_s"] < RECENT]


def sure(row: Mapping[str, Any], uid: int | None, app: bool, folder: str) -> float:
    """How surely this was the app; 0: another program, as far as it can be seen.

    `uid`: of the app where it is known, else of who looked. Root looks for any app.
    """
    if row["group"] not in ("", "/") and folder.endswith(row["group"]):
        return 0.8
    if row["uid"] is None or uid is None or (uid == ROOT and not app):
        return 0.6
    return 0.75 if row["uid"] == uid else 0.0


def says(row: Mapping[str, Any]) -> str:
    who = f" of user {row['uid']}" if row["uid"] is not None else ""
    ago = f", {_in_words(row['ago_s'])} ago" if row.get("ago_s") is not None else ""
    return f"the kernel has ended {row['name']} (process {row['pid']}{who}) for memory{ago}"


def _in_words(seconds: float) -> str:
    for size, word in ((86_400, "days"), (3600, "hours"), (60, "minutes")):
        if seconds >= 2 * size:
            return f"{seconds / size:.0f} {word}"
    return f"{seconds:.0f} seconds"


def uid_of(lines: Sequence[str], app: bool) -> int | None:
    """The user of the process that was looked at, else of the shell."""
    status = next(_numbers(lines, r"^Uid:\s+\d+\s+(\d+)"), None)
    shell = next(_numbers(lines, r"^uid (\d+)"), None)
    return status if app and status is not None else shell


def _numbers(lines: Sequence[str], pattern: str) -> Iterator[int]:
    return (int(found[1]) for line in lines if (found := re.match(pattern, line)))
