"""Which bytes of a log are wanted: its end, or the time around a failure, found by halving.

A log is in the order of time, more or less; a line without a time belongs to the one before. Where no time
is found the end is taken, and that is said.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import BinaryIO

from farhand.bundle.model import Item
from farhand.when import seconds

#: Bytes in which the next line with a time must be.
_NEAR = 1 << 16
_ISO = re.compile(
    rb"(?<!\d)(20\d\d-[01]\d-[0-3]\d)[T ]([0-2]\d:[0-5]\d:[0-6]\d)(?:[.,]\d{1,9})?(Z|[+-]\d\d:?\d\d)?"
)
_CLF = re.compile(rb"\[?([0-3]\d/[A-Z][a-z]{2}/20\d\d:[0-2]\d:[0-5]\d:[0-6]\d [+-]\d{4})")
#: Of what is taken around a failure, the share before it: causes come first.
_BEFORE = 0.75


def wanted(item: Item, file: BinaryIO, size: int, limit: int) -> tuple[int, int, str]:
    """From which byte to which, at most `limit`, and what is to be said about that."""
    if not (item.around or item.since or item.until):
        return (*_end(0, size, limit, item.part), _told(size, limit, item.part))
    if size and _time_after(file, 0, size) is None:
        low, high = _end(0, size, limit, item.part)
        return (
            low,
            high,
            f"no times were recognised in its lines: its {_told(size, limit, 'end') or 'whole text'}",
        )
    low = _offset(file, size, seconds(item.since)) if item.since else 0
    high = _offset(file, size, seconds(item.until)) if item.until else size
    says = f"{item.since or 'its beginning'} to {item.until or 'its end'} of {size} bytes"
    if high - low <= limit:
        return low, high, says if low or high < size else ""
    if not item.around:
        return (*_end(low, high, limit, item.part), f"{says}, truncated at {limit} bytes")
    middle = _offset(file, size, seconds(item.around))
    first = max(low, min(middle - int(limit * _BEFORE), high - limit))
    return first, first + limit, f"{limit} bytes around {item.around}, of {high - low} in the window"


def _end(low: int, high: int, limit: int, part: str) -> tuple[int, int]:
    return (low, min(high, low + limit)) if part == "start" else (max(low, high - limit), high)


def _told(size: int, limit: int, part: str) -> str:
    which = "start" if part == "start" else "end"
    return f"truncated at {limit} bytes of {size}, its {which} kept" if size > limit else ""


def _offset(file: BinaryIO, size: int, at: float) -> int:
    """The first byte whose next line with a time is of `at` or later."""
    low, high = 0, size
    while high - low > 256:
        middle = (low + high) // 2
        found = _time_after(file, middle, size)
        if found is None or found >= at:
            high = middle
        else:
            low = middle
    return _exact(file, low, size, at)


def _exact(file: BinaryIO, low: int, size: int, at: float) -> int:
    """From `low` on line by line: the beginning of the first line of `at` or later."""
    file.seek(low)
    if low:
        low += len(file.readline(_NEAR))
    for _ in range(2000):
        line = file.readline(_NEAR)
        time = time_of(line)
        if not line or (time is not None and time >= at):
            return min(low, size)
        low += len(line)
    return min(low, size)


def _time_after(file: BinaryIO, at: int, size: int) -> float | None:
    """The time of the first line after `at` that has one."""
    file.seek(at)
    data = file.read(min(_NEAR, size - at))
    for line in data.split(b"\n")[1 if at else 0 :]:
        if (time := time_of(line)) is not None:
            return time
    return None


def time_of(line: bytes) -> float | None:
    """Seconds since 1970 that a line is from, where it says so near its beginning; without zone: UTC."""
    head = line[:400]
    try:
        if found := _ISO.search(head):
            day, clock, zone = (part.decode() if part else "" for part in found.groups())
            return seconds(f"{day}T{clock}{zone}")
        if found := _CLF.search(head):
            return datetime.strptime(found[1].decode(), "%d/%b/%Y:%H:%M:%S %z").timestamp()
    except ValueError:
        return None
    return None
