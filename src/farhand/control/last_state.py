"""The last sign of life of each process, `last-state-PID.json`: read when that process is dead.  I/O.

The process writes it every few seconds and at its end. A process that is killed cannot say so: then the file
says nothing of an end, its process is gone, and that is what is told.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from farhand.control import census, folder, orders
from farhand.model import nothing

SCHEMA = "farhand.last-state/1"
#: Files of ended processes that are kept: the newest, and as many of those that did not end well.
MOST = 5
#: Seconds within which an end is news, and how many are told.
DAY, SHOWN = 86400.0, 3
#: How a process may say that it ended.
EXIT, UNCAUGHT, SHUTDOWN = "exit", "uncaught", "shutdown"
#: What the reader makes of a process that said nothing.
ALIVE, KILLED, REBOOT = "alive", "killed", "reboot"
_NAME = re.compile(r"last-state-(\d{1,10})(?:-\d{1,20})?\.json")
_LONGEST = 600


@dataclass(frozen=True)
class LastState:
    """One process as it was last heard of. Texts are bounded; what had the wrong shape is empty."""

    pid: int
    role: str = ""
    version: str = ""
    started: str = ""  # RFC 3339
    at: str = ""  # RFC 3339: when this was written
    ended: str = ""  # RFC 3339, by its own word; empty: it said nothing
    how: str = ""  # exit, uncaught, shutdown; for what said nothing: alive, killed, reboot, or empty: unknown
    uptime_s: float = 0.0
    error: Mapping[str, Any] = field(default_factory=nothing)  # type, text, place of the uncaught exception
    failures: tuple[Mapping[str, Any], ...] = ()  # captures, oldest first
    states: tuple[Mapping[str, Any], ...] = ()  # of the dependencies
    memory: Mapping[str, Any] = field(default_factory=nothing)
    cgroup: Mapping[str, Any] = field(default_factory=nothing)
    files: int = 0  # descriptors that were open
    files_most: int = 0
    name: str = ""  # of the file


def file_of(place: Path, pid: int) -> Path:
    return place / f"last-state-{pid}.json"


def write(place: Path, document: Mapping[str, Any]) -> None:
    """Raises OSError. An earlier process of the same number keeps its file, under a longer name:

    in a container every app is number 1.
    """
    path = file_of(place, int(document["pid"]))
    before = folder.read(path) or {}
    if before and (before.get("ticks"), before.get("boot")) != (document["ticks"], document["boot"]):
        ticks = before.get("ticks")
        os.replace(
            path, place / f"last-state-{document['pid']}-{ticks if isinstance(ticks, int) else 0}.json"
        )
    folder.write(path, document, 1)


def prune(place: Path) -> None:
    """Remove the files of ended processes that are too many."""
    ended = [s for s in every(place) if s.how != ALIVE]
    bad = [s for s in ended if s.how != EXIT]
    for state in ended:
        if state not in ended[:MOST] and state not in bad[:MOST]:
            folder.drop(place / state.name)


def every(place: Path) -> list[LastState]:
    """All that were left there, the latest first, each with what can be told of its end from here."""
    found = [s for pid, name in _files(place) if (s := _read(place / name, pid))]
    return sorted(found, key=lambda s: s.at, reverse=True)


def _files(place: Path) -> Iterator[tuple[int, str]]:
    try:
        names = sorted(os.listdir(place))[:5000]
    except OSError:
        return
    for name in names:
        if match := _NAME.fullmatch(name):
            yield int(match[1]), name


def _read(path: Path, pid: int) -> LastState | None:
    document = folder.read(path)
    state = parsed(document) if document else None
    if state is None or document is None or state.pid != pid:
        return None
    named = replace(state, name=path.name)
    return named if named.how else _told(named, document)


def parsed(document: Mapping[str, Any]) -> LastState | None:
    """A document as a state, whoever wrote it; None where it is none.  Pure."""
    if document.get("schema") != SCHEMA or not isinstance(document.get("pid"), int):
        return None
    how = _text(document.get("how"))
    return LastState(
        pid=document["pid"],
        **{k: _text(document.get(k)) for k in ("role", "version", "started", "at", "ended")},
        how=how if how in (EXIT, UNCAUGHT, SHUTDOWN) else "",
        uptime_s=_number(document.get("uptime_s")),
        error=_mapping(document.get("error")),
        failures=tuple(_rows(document.get("failures"))[-20:]),
        states=tuple(_rows(document.get("states"))[:200]),
        memory=_mapping(document.get("memory")),
        cgroup=_mapping(document.get("cgroup")),
        files=int(_number(document.get("files"))),
        files_most=int(_number(document.get("files_most"))),
    )


def _told(state: LastState, document: Mapping[str, Any]) -> LastState:
    """What this host knows of a process that said nothing of its end."""
    if document.get("boot") != orders.boot():
        return replace(state, how=REBOOT)
    if document.get("space") != census.space_of("self"):  # its number counts elsewhere: the file's age tells
        return replace(state, how=ALIVE if _is_fresh(state) else KILLED)
    return replace(state, how=ALIVE if census.ticks_of(state.pid) == document.get("ticks") else KILLED)


def _is_fresh(state: LastState) -> bool:
    return time.time() - seconds(state.at) < 3 * census.SILENT


def seconds(stamp: str) -> float:
    """Seconds since 1970 of an RFC 3339 time in UTC; 0 for anything else."""
    import calendar

    try:
        return float(calendar.timegm(time.strptime(stamp[:20], "%Y-%m-%dT%H:%M:%SZ")))
    except ValueError:
        return 0.0


def killed_for_memory(state: LastState, now: Mapping[str, Any]) -> bool:
    """The kernel has killed for memory in that process's group since it last wrote. `now` is as
    `hostfacts.cgroup.memory` gives it.
    """
    before, same = state.cgroup.get("oom_kills"), state.cgroup.get("folder") == now.get("folder")
    after = now.get("oom_kills")
    numbers = isinstance(before, int) and isinstance(after, int)
    return bool(state.how == KILLED and numbers and same and after > before)  # type: ignore[operator]


def says(state: LastState, oom: bool = False) -> str:
    """One plain sentence on how it ended.  Pure."""
    who = f"worker {state.pid}" + (f" ({state.role})" if state.role else "")
    for_ = f" after {_duration(state.uptime_s)}" if state.uptime_s else ""
    if state.how == UNCAUGHT:
        place = _text(state.error.get("place"))
        what = f"{_short(state.error.get('type'))}" + (f" at {place}" if place else "")
        text = " ".join(_text(state.error.get("text")).split())[:200]
        return f"{who} ended {_clock(state.ended)}{for_}: uncaught {what}: {text}"
    if state.how == EXIT:
        return f"{who} ended {_clock(state.ended)}{for_} by itself, with nothing uncaught"
    if state.how == SHUTDOWN:
        return f"{who} was shut down by its server {_clock(state.ended)}{for_}, as after SIGTERM"
    if state.how == REBOOT:
        return f"{who} was last heard of {_clock(state.at)}{for_}; this host was restarted since"
    if state.how == KILLED:
        why = (
            "the kernel killed in its group for memory since"
            if oom
            else "it was killed (kill -9, out of memory)"
        )
        return f"{who} was last heard of {_clock(state.at)}{for_} and said nothing of an end: {why}"
    return f"{who} was last heard of {_clock(state.at)}{for_}"


def notes(place: Path, group: Mapping[str, Any], now: float | None = None) -> list[str]:
    """What a self-test tells of the processes that are gone: all that ended badly within a day; where none
    lives any more, also the latest one. `group` is as `hostfacts.cgroup.memory` gives it.
    """
    states = every(place)
    gone = [s for s in states if s.how != ALIVE]
    day = (time.time() if now is None else now) - DAY
    told = [s for s in gone if s.how in (UNCAUGHT, KILLED) and seconds(s.at) > day][:SHOWN]
    if gone and len(gone) == len(states) and gone[0] not in told:
        told.insert(0, gone[0])
    lines = []
    for state in told:
        lines.append(f"the app's last sign of life: {says(state, killed_for_memory(state, group))}")
        lines += [f"worker {state.pid} had met: {line}" for line in causes_of(state)]
    return lines


def causes_of(state: LastState) -> list[str]:
    """What was found at the failures that it had met last, one line for each dependency, the latest first."""
    lines: dict[str, str] = {}
    for row in reversed(state.failures):
        name, cause = _text(row.get("dependency"))[:80], _text(row.get("cause"))[:80]
        if name and cause and name not in lines:
            lines[name] = f"{name}: cause {cause}: {_text(row.get('says'))[:240]}"
    return list(lines.values())


def _clock(stamp: str) -> str:
    return stamp.replace("T", " ").replace("Z", " UTC") or "at an unknown time"


def _duration(seconds: float) -> str:
    for size, name in ((86400, "d"), (3600, "h"), (60, "min")):
        if seconds >= size:
            return f"{seconds / size:.3g} {name}"
    return f"{seconds:.3g} s"


def _short(value: object) -> str:
    return _text(value).rpartition(".")[2]


def _text(value: object) -> str:
    return value[:_LONGEST] if isinstance(value, str) else ""


def _number(value: object) -> float:
    fine = isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value < 1e12
    return float(value) if fine else 0.0  # type: ignore[arg-type]


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _rows(value: object) -> list[Mapping[str, Any]]:
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []
