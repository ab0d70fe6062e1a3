"""The window out of logs of any size: whole records, in the order of time, and what was left out."""

from __future__ import annotations

from farhand.logs.slicing import opening, window
from farhand.logs.slicing.left import Left, expect, note

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from farhand.logs.clock import Clock
    from farhand.logs.formats import Reading
    from farhand.logs.model import Query, Record
    from farhand.logs.places import Anywhere, Place

    Pair = tuple[str, Record]

__all__ = ["Left", "cut", "texts"]


def cut(logs: Iterable[Place], query: Query, clock: Callable[[Place], Clock], left: Left) -> Iterator[Pair]:
    """(source, record) of all logs together, in the order of time. `left` is filled meanwhile."""
    from farhand.logs.slicing import cutting  # a plain window is copied: it needs nothing of this

    return cutting.cut(logs, query, clock, left)


def texts(logs: list[Place], query: Query, clock: Callable[[Place], Clock], left: Left) -> Iterator[bytes]:
    """As `cut`, the records' bytes alone, each ending a line; a plain window of one file as whole blocks."""
    if len(logs) == 1 and query.plain and hasattr(logs[0], "read"):
        yield from _text_of(logs[0], query, clock(logs[0]), left)  # type: ignore[arg-type]
        return
    if query.plain and all(hasattr(log, "read") or hasattr(log, "head") for log in logs):
        from farhand.logs.slicing import together

        found = None
        if len(logs) == 1:
            found = opening.narrowed(logs[0], opening.reading_of(logs[0], clock(logs[0]))[0], query)
        if found is None and together.one_log([log.name for log in logs]):
            found = together.gathered(logs, clock, query)
        if found is not None:
            yield from _text_of(found, query, clock(found), left)
            for log in logs:
                note(log, left)
            return
    yield from _lines(cut(logs, query, clock, left))


def _lines(pairs: Iterator[Pair]) -> Iterator[bytes]:
    for _, record in pairs:
        yield record.text if record.text.endswith(b"\n") else record.text + b"\n"


def _text_of(file: Anywhere, query: Query, clock: Clock, left: Left) -> Iterator[bytes]:
    reading = opening.of_file(file, clock)
    run = None if reading is None or reading.source else _run(file, reading, query)
    if reading is None or run is None:
        yield from _lines(cut([file], query, lambda _: clock, left))
        return
    yield from _within(reading, _parts(run, reading, query, clock, left), query, left)
    if (file.name, file.stopped) not in left.unread:
        note(file, left)


def _run(file: Anywhere, reading: Reading, query: Query) -> Anywhere | None:
    """The part of the file that is in order and holds all of the window; None where there are several."""
    runs = window.runs(reading, file, query.slack)
    if len(runs) == 1:
        return file
    near = window.overlapping(reading, file, query.since, query.until, query.slack, runs)
    if len(near) != 1:
        return None
    from farhand.logs.places.section import Section

    return Section(file, *near[0])  # type: ignore[return-value]


def _parts(file: Anywhere, reading: Reading, query: Query, clock: Clock, left: Left) -> Iterator[bytes]:
    """The text of the window: copied where it is large and in order, else sorted by parts of it."""
    from farhand.logs.slicing import blocks

    ends = blocks.Ends(reading, file, query.since, query.until, query.slack)
    expect(file, ends.high - ends.low)
    if blocks.in_order(reading, file, ends):
        yield from blocks.of_window(reading, file, ends, query.since, query.until, query.slack)
        return
    from farhand.logs.slicing import text

    for since, until in text.spans(reading, file, query.since, query.until, query.slack):
        rest = yield from text.of_span(reading, file, since, until, query.slack)
        if rest is not None:  # record by record
            begin = None if rest == float("-inf") else rest
            yield from _lines(cut([file], query.within(begin, until, 0), lambda _: clock, left))


def _within(reading: Reading, parts: Iterable[bytes], query: Query, left: Left) -> Iterator[bytes]:
    """As much of the parts as fits into `max_bytes`, by whole records."""
    room = query.max_bytes or float("inf")
    for part in parts:
        if len(part) <= room:
            room -= len(part)
            yield part
            continue
        from farhand.logs.slicing import cutting

        yield from cutting.fitting(reading, part, query, int(max(room, 0)), left)
        room = -1
