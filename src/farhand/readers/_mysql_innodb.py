"""SHOW ENGINE INNODB STATUS: the last deadlock, and transactions that wait for a row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime

from farhand.readers import Sign

#: Seconds after which a deadlock is history, and that a transaction may wait.
_RECENT, _WAITS = 3600.0, 1.0
_MONITOR = re.compile(r"INNODB MONITOR OUTPUT")
_STAMP = re.compile(r"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)|(\d{6} {1,2}\d{1,2}:\d\d:\d\d)")
_DEADLOCK = re.compile(r"LATEST DETECTED DEADLOCK")
_WAITING = re.compile(r"TRX HAS BEEN WAITING (?P<n>\d+) (?P<unit>SEC|us|ms)")
_UNIT = {"SEC": 1.0, "us": 1e-6, "ms": 1e-3}


def find(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    at = 0
    while at < len(lines):
        if _DEADLOCK.search(lines[at]) or (_MONITOR.search(lines[at]) and "END OF" not in lines[at]):
            end = _end(lines, at)
            yield at, end
            at = end
        else:
            at += 1


def _end(lines: Sequence[str], begin: int) -> int:
    """To the monitor's last line; a cut or copied section ends where no line of it follows for long."""
    for at in range(begin + 1, len(lines)):
        if "END OF INNODB MONITOR OUTPUT" in lines[at]:
            return at + 1
        if lines[at].startswith(("$ ", "mysql> ", "MariaDB [", "#")) or _MONITOR.search(lines[at]):
            return at
    return len(lines)


def signs(lines: Sequence[str]) -> Iterator[Sign]:
    if not any(_DEADLOCK.search(line) or _MONITOR.search(line) for line in lines):
        return
    found = [*_waits(lines), *_deadlock(lines)]
    yield from found
    if not found and any("TRANSACTIONS" in line for line in lines) and "END OF" in lines[-1]:
        yield Sign(0, healthy="no transaction of InnoDB waits for a lock", subject="mysql")


def _waits(lines: Sequence[str]) -> Iterator[Sign]:
    found = [
        (float(m["n"]) * _UNIT[m["unit"]], n) for n, line in enumerate(lines) if (m := _WAITING.search(line))
    ]
    if found and max(found)[0] >= _WAITS:
        longest, at = max(found)
        who = "1 transaction waits" if len(found) == 1 else f"{len(found)} transactions wait"
        why = f"{who} for a row lock, the longest for {longest:.0f} s"
        also = tuple(n for _, n in found if n != at)[:4]
        yield Sign(at, "mysql.locks", 0.88, why, "mysql", also=also)


def _deadlock(lines: Sequence[str]) -> Iterator[Sign]:
    at = next((n for n, line in enumerate(lines) if _DEADLOCK.search(line)), -1)
    if at < 0:
        return
    now = next((t for line in lines if _MONITOR.search(line) and (t := _moment(line))), 0.0)
    then = next((t for line in lines[at + 1 : at + 5] if (t := _moment(line))), 0.0)
    if now and then and now - then > _RECENT:
        why = f"InnoDB's last deadlock was {(now - then) / 3600:.0f} hours ago"
        yield Sign(at, "mysql.locks", 0.3, why, "mysql")
        return
    ago = f" {now - then:.0f} s before" if now and then else ""
    yield Sign(at, "mysql.locks", 0.8, f"InnoDB has found a deadlock{ago} and rolled back one side", "mysql")


def _moment(line: str) -> float:
    found = _STAMP.search(line)
    if not found:
        return 0.0
    form = "%Y-%m-%d %H:%M:%S" if found[1] else "%y%m%d %H:%M:%S"
    try:
        return datetime.strptime(" ".join(found[0].split()), form).timestamp()
    except ValueError:
        return 0.0
