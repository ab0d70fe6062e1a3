"""A log that was rotated is one log: its files, put in the order of time, are cut as one text."""

from __future__ import annotations

import re

from farhand.logs.formats import Reading
from farhand.logs.places.memory import Memory
from farhand.logs.slicing import opening, streams, window

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from farhand.logs.clock import Clock
    from farhand.logs.model import Query
    from farhand.logs.places import Place

#: Bytes that are put together.
MOST = 64 << 20
#: What rotation adds to a log's name: a number or a date, and how it is compressed.
_ADDED = re.compile(
    r"(?:[.-](?:\d{1,4}|\d{8}(?:[T-]?\d{2,6})?|\d{4}-\d\d-\d\d(?:[T_-][\d:-]+)?))?(?:\.(?:gz|bz2|xz|zst))?$"
)
_BEFORE_END = re.compile(r"[.-](?:\d{1,4}|\d{8}|\d{4}-\d\d-\d\d)(?=\.\w{1,8}$)")


def stem(name: str) -> str:
    """Without what rotation adds: `app.log` of app.log.2.gz, app.log-20261120 and app-2026-11-20.log."""
    plain = _ADDED.sub("", name)
    return _BEFORE_END.sub("", plain) if plain else name


def one_log(names: Sequence[str]) -> bool:
    """Whether these are files of one log."""
    return len({stem(name) for name in names}) == 1


def gathered(logs: Sequence[Place], clock: Callable[[Place], Clock], query: Query) -> Memory | None:
    """The bytes of one log's files that may hold the window, in the order of their first times.

    None where they are too many, or one has no time.
    """
    known: list[tuple[Place, Reading, Iterator[bytes]]] = []
    first: dict[int, float] = {}
    for log in logs:
        reading, blocks = _reading(log, clock(log), known[0][1] if known else None)
        time = _first(log, reading)
        if reading is None or time is None:
            return None
        known.append((log, reading, blocks))
        first[id(log)] = time
    known.sort(key=lambda one: first[id(one[0])])
    parts: list[bytes] = []
    size = 0
    for at, (log, reading, blocks) in enumerate(known):
        ends = first[id(known[at + 1][0])] if at + 1 < len(known) else None
        if _outside(query, first[id(log)], ends):
            continue
        for part in _of_one(log, reading, blocks, query):
            size += len(part)
            if size > MOST:
                return None
            parts.append(part if part.endswith(b"\n") else part + b"\n")
    return Memory(logs[0].name, b"".join(parts), max(log.changed for log in logs))


def _reading(log: Place, clock: Clock, like: Reading | None) -> tuple[Reading | None, Iterator[bytes]]:
    """As the first file of the log is read, where that finds a time."""
    if like is not None:
        (form, stamp), *others = like.parts
        same = Reading(form, stamp, clock, others)
        if _first(log, same) is not None:
            return same, log.blocks()
    return opening.reading_of(log, clock)


def _first(log: Place, reading: Reading | None) -> float | None:
    read = getattr(log, "head", None) or getattr(log, "read", None)
    if reading is None or read is None:
        return None
    found = reading.begin.search(read(0, 1 << 16))
    return reading.time(found) if found else None


def _outside(query: Query, begins: float, ends: float | None) -> bool:
    """A file of a log ends where the next one begins."""
    late = query.until is not None and begins >= query.until + query.slack
    early = query.since is not None and ends is not None and ends < query.since - query.slack
    return late or early


def _of_one(log: Place, reading: Reading, blocks: Iterator[bytes], query: Query) -> Iterator[bytes]:
    if hasattr(log, "read"):
        for low, high in window.ranges(reading, log, query.since, query.until, query.slack):  # type: ignore[arg-type]
            yield log.read(low, high - low)
        return
    for one in streams.overlapping(streams.segments(reading, log.name, blocks), query):
        yield one.read(0, one.size)
