"""The last records of this process, kept in memory for whoever asks later.

Putting one in must cost next to nothing and must keep nothing of the app's alive: the message is made at
once (what its arguments are later is another matter), of the fields only plain values are kept, of an
exception its text. Secrets are masked when records are read, so that one that is registered later is masked
in records from before, too; nothing leaves a ring in another way.
"""

from __future__ import annotations

import logging
from collections import deque
from itertools import count, islice
from sys import modules

from farhand.embed.process import _Held, current
from farhand.embed.records import plain, raised
from farhand.embed.records.context import _ids as _ids_held
from farhand.embed.records.context import ids as current_ids
from farhand.embed.records.errors import Errors
from farhand.embed.records.standard import OURS, STANDARD

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from farhand.embed.process import Process

    #: created, level's number, its name, logger, message, ids, fields, exception as type, message and stack
    Row = tuple[float, int, str, str, str, tuple[str, str, str], dict[str, Any] | None, dict[str, str] | None]

MOST_RECORDS, MOST_BYTES = 2000, 2 << 20
#: Characters of one message, and of one value of a field.
_MOST_MESSAGE, _MOST_VALUE = 8192, 1024
#: Bytes that a record takes beside its texts, about.
_OVERHEAD = 400
_COUNT = len(STANDARD)
_RECORD = logging.LogRecord
_ids, _TELEMETRY = _ids_held.get, "opentelemetry.trace"
_SIMPLE = frozenset((int, float, bool, type(None)))


class Ring:
    """Bounded by number and by bytes: of what does not fit the oldest is dropped. Takes no lock."""

    def __init__(self, most: int = MOST_RECORDS, most_bytes: int = MOST_BYTES) -> None:
        self.most, self.most_bytes = most, most_bytes
        self.rows: deque[Row] = deque(maxlen=most)
        self.seen = count(1)
        self.last_seen = 0
        # Two threads may take at the same moment and lose one: `settle` counts anew.
        self.room = most_bytes

    def add(self, row: Row, size: int) -> None:
        """Put one record in; `size` is its texts' length. RingHandler does the same without the call."""
        self.rows.append(row)
        self.last_seen = next(self.seen)
        self.room -= size + _OVERHEAD
        if self.room < 0:
            self.settle()

    def settle(self) -> None:
        """Count anew; where there is too much, drop the oldest until there is room for a while."""
        rows = self.rows
        left = sum(map(_size, rows.copy()))
        wanted = self.most_bytes * 9 // 10 if left > self.most_bytes else left
        while left > wanted:
            try:
                left -= _size(rows.popleft())
            except IndexError:  # another thread was quicker
                break
        self.room = self.most_bytes - left

    def newest(self) -> Iterator[Row]:
        """A copy of what is there, newest first."""
        return reversed(self.rows.copy())

    def says(self) -> dict[str, int]:
        """Numbers for the census: records seen since the start, kept now, and their bytes, about."""
        return {"seen": self.last_seen, "kept": len(self.rows), "bytes": sum(map(_size, self.rows.copy()))}


def size_of(row: Row) -> int:
    """Bytes of a row's texts, about."""
    return _size(row) - _OVERHEAD


def _size(row: Row) -> int:
    size = _OVERHEAD + len(row[4])
    if row[6]:
        size += sum(len(k) + len(v) if type(v) is str else 64 for k, v in row[6].items())
    return size + (sum(map(len, row[7].values())) if row[7] else 0)


class RingHandler(logging.Handler):
    """Puts records into the ring of the process that it is called in, and exceptions into its groups.

    It has no lock and no formatter, writes nowhere, and never raises.
    """

    farhand_private = True  # it does not write for the app: an order for a log level does not count it

    def __init__(self, level: int = logging.NOTSET) -> None:
        super().__init__(level)
        self._process: Process | None = None
        self._turn_to(current())

    def createLock(self) -> None:
        self.lock = None  # a deque needs none

    def handle(self, record: logging.LogRecord) -> bool:
        """Everything in one: the way over `filter`, `acquire` and `emit` would cost twice as much."""
        try:
            if _Held.process is not self._process:
                self._turn_to(current())
            held = record.__dict__
            message, args = held["msg"], held["args"]
            if type(message) is not str or type(record) is not _RECORD:
                return self._add_slowly(record, record.getMessage(), _fields(held.items()))
            if args:
                message = message % args
            size, fields = len(message), None
            # Another handler's formatter may have left its message and time there.
            if len(held) > _COUNT + ("message" in held) + ("asctime" in held):
                fields = dict(islice(held.items(), _COUNT, None))
                fields.pop("message", None)
                fields.pop("asctime", None)
                for value in fields.values():
                    if type(value) is str:
                        size += len(value)
                    elif type(value) not in _SIMPLE:
                        size = _MOST_MESSAGE + 1
            if size > _MOST_MESSAGE or held["exc_info"] or held["exc_text"]:
                return self._add_slowly(record, message, _fields(fields.items()) if fields else None)
            ids = _ids() if _TELEMETRY not in modules else current_ids()
            level, name = held["levelno"], held["name"]
            self._append((held["created"], level, held["levelname"], name, message, ids, fields, None))
            ring = self._ring
            ring.last_seen = self._next()
            ring.room = room = ring.room - size - _OVERHEAD
            if room < 0:
                ring.settle()
        except Exception:
            self._add_odd(record)
        return True

    def emit(self, record: logging.LogRecord) -> None:
        self.handle(record)

    def _turn_to(self, process: Process | None) -> None:
        """After a fork, or when Farhand is installed: that process's own ring."""
        self._ring = ring = process.of(Ring) if process is not None else Ring()
        self._append, self._next = ring.rows.append, ring.seen.__next__
        self._process = process

    def _add_slowly(self, record: logging.LogRecord, message: str, fields: dict[str, Any] | None) -> bool:
        error = raised.given(record.exc_info)
        exception = _exception(record, error)
        ids = current_ids()
        row: Row = (
            record.created,
            record.levelno,
            record.levelname,
            record.name,
            message[:_MOST_MESSAGE],
            ids,
            fields or None,
            exception,
        )
        self._ring.add(row, size_of(row))
        if error is not None and self._process is not None:
            self._process.of(Errors).note(error, record.name, ids[0])
        return True

    def _add_odd(self, record: logging.LogRecord) -> None:
        """A record that cannot be read as usual: what can be said of it."""
        try:
            message = f"{plain.shown(record.msg)} (the arguments do not fit)"
            self._add_slowly(record, message, None)
        except Exception:  # noqa: S110  nothing may reach the app
            pass


def _fields(pairs: Any) -> dict[str, Any]:
    """Plain values as they are; of everything else only its text, made now."""
    return {
        key if type(key) is str else plain.shown(key): value
        if type(value) in _SIMPLE or (type(value) is str and len(value) <= _MOST_VALUE)
        else _kept(value)
        for key, value in pairs
        if key not in OURS
    }


def _kept(value: object) -> Any:
    """A copy of plain containers, cut; text for all else. Masked when it is read."""
    from farhand.embed.records.plain import plain as copied

    if isinstance(value, str):
        return value[:_MOST_VALUE]
    if isinstance(value, (dict, list, tuple)):
        made = copied(value, lambda text: text[:_MOST_VALUE], lambda name: False)
        return made if len(str(made)) <= 4 * _MOST_VALUE else str(made)[: 4 * _MOST_VALUE]
    return plain.shown(value)[:_MOST_VALUE]


def _exception(record: logging.LogRecord, error: BaseException | None) -> dict[str, str] | None:
    if error is not None:
        return {key: value[:_MOST_MESSAGE] for key, value in raised.document(error).items()}
    return {"stack": str(record.exc_text)[:_MOST_MESSAGE]} if record.exc_text else None
