"""The slow and plain way to slice a log, with which the fast one is compared: all lines, one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field


@dataclass
class Entry:
    """A record as the reference sees it: its time in seconds, its bytes, its place in the file."""

    time: float | None
    lines: list[bytes] = field(default_factory=list)
    level: int = 0

    @property
    def text(self) -> bytes:
        return b"".join(self.lines)


def entries(data: bytes, time_of: Callable[[bytes], float | None]) -> list[Entry]:
    """Line by line: a line with a time begins a record, another one continues the last."""
    found: list[Entry] = []
    for line in data.splitlines(keepends=True) if b"\r" not in data else _split(data):
        time = time_of(line)
        if time is not None or not found or found[-1].time is None:
            found.append(Entry(time, [line]))
        else:
            found[-1].lines.append(line)
    return found


def _split(data: bytes) -> list[bytes]:
    parts = data.split(b"\n")
    return [part + b"\n" for part in parts[:-1]] + ([parts[-1]] if parts[-1] else [])


def window(found: Iterable[Entry], since: float | None, until: float | None, level: int = 0) -> list[Entry]:
    """Those of since <= time < until, and of that level or worse, in the order of time; equal times keep the
    file's order.
    """
    kept = [one for one in found if _within(one.time, since, until) and one.level >= level]
    return sorted(kept, key=_when)


def merged(
    logs: Iterable[Iterable[Entry]], since: float | None, until: float | None, level: int = 0
) -> list[Entry]:
    """As `window` of several logs together; of equal times those of the first log come first."""
    return sorted((one for log in logs for one in window(log, since, until, level)), key=_when)


def _within(time: float | None, since: float | None, until: float | None) -> bool:
    if time is None:
        return since is None
    return (since is None or since <= time) and (until is None or time < until)


def _when(entry: Entry) -> float:
    return float("-inf") if entry.time is None else entry.time
