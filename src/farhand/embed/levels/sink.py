"""A private place for added records: a file in the run folder, so that the customer's log does not grow.

The app's threads only put a record into a bounded queue; masking and writing happen in Farhand's thread.
"""

from __future__ import annotations

import json
import logging
import os
import threading
import traceback
import weakref
from collections import deque
from collections.abc import Callable, Iterator
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from farhand.embed.levels.budget import Account

#: Bytes of all sink files of an app on this host, records that wait, and characters of one message.
MOST, _QUEUE, _LONGEST = 20 << 20, 10_000, 16_384
#: Bytes of one file; then the next one begins.
_TURN = 1 << 20


class Sink(logging.Handler):
    """Takes added records within the budget. The oldest give way where too many wait."""

    farhand_private = True

    def __init__(self, account: Account) -> None:
        super().__init__()
        self._account = account
        self._last = threading.local()
        self.queue: deque[dict[str, Any]] = deque(maxlen=_QUEUE)

    def handle(self, record: logging.LogRecord) -> bool:
        """Without logging's lock, which nothing here needs."""
        try:
            self.emit(record)
        except Exception:  # never into the app
            return False
        return True

    def emit(self, record: logging.LogRecord) -> None:
        known = self._account.known(record.name)
        order = known.order
        if order is None or not order.sink or not known.level <= record.levelno < known.floor:
            return
        last = getattr(self._last, "seen", None)
        if last is not None and last() is record:  # it hangs at two places on this record's way
            return
        self._last.seen = weakref.ref(record)
        if self._account.decide(order, record):
            self.put(record)

    def put(self, record: logging.LogRecord) -> None:
        self.queue.append(_row(record))


def _row(record: logging.LogRecord) -> dict[str, Any]:
    row = {
        "at": record.created,
        "level": record.levelname,
        "logger": record.name,
        "message": record.getMessage()[:_LONGEST],
        "thread": record.threadName,
    }
    if record.exc_info and record.exc_info[0] is not None:
        row["exception"] = "".join(traceback.format_exception(*record.exc_info))[:_LONGEST]
    return row


def write(place: Path, queue: deque[dict[str, Any]], mask: Callable[[str], str]) -> None:
    """Write what waits to this process's file, as JSON lines with every secret masked. Raises OSError."""
    if not queue:
        return
    path = place / f"added-{os.getpid()}.jsonl"
    _make_room(place, path)
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
    handle = os.open(path, flags, 0o600)
    with os.fdopen(handle, "wb") as file:
        for row in _taken(queue):
            file.write(_line(row, mask))


def _taken(queue: deque[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    while queue:
        yield queue.popleft()


def _line(row: dict[str, Any], mask: Callable[[str], str]) -> bytes:
    at = datetime.fromtimestamp(row["at"], timezone.utc).isoformat(timespec="milliseconds")
    masked = {k: mask(v) if k in ("message", "exception") else v for k, v in row.items()}
    return json.dumps({**masked, "at": at.replace("+00:00", "Z")}).encode() + b"\n"


def _make_room(place: Path, path: Path) -> None:
    """Turn a full file, and let the oldest go while all together are too large."""
    files = []
    for found in list(place.glob("added-*.jsonl")):
        try:
            info = os.lstat(found)
        except OSError:
            continue
        if found == path and info.st_size > _TURN:
            found = place / f"added-{os.getpid()}-{info.st_mtime_ns}.jsonl"
            os.replace(path, found)
        files.append((info.st_mtime_ns, info.st_size, found))
    total = sum(size for _, size, _ in files)
    for _, size, found in sorted(files):
        if total <= MOST - _TURN:
            break
        found.unlink(missing_ok=True)
        total -= size
