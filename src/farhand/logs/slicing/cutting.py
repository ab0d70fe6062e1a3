"""The chosen records of logs, one by one, in the order of time."""

from __future__ import annotations

from collections import deque
from itertools import islice

from farhand.logs.slicing import opening, order, records, window
from farhand.logs.slicing.choose import Choice
from farhand.logs.slicing.left import Left, expect, note

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from farhand.logs.clock import Clock
    from farhand.logs.formats import Reading
    from farhand.logs.model import Query, Record
    from farhand.logs.places import Anywhere, Place

    Pair = tuple[str, Record]


def cut(logs: Iterable[Place], query: Query, clock: Callable[[Place], Clock], left: Left) -> Iterator[Pair]:
    """(source, record) of all logs together, in the order of time. `left` is filled meanwhile."""
    each = [_one(log, query, clock(log), left, number) for number, log in enumerate(logs)]
    pairs = order.merged(each) if len(each) > 1 else each[0] if each else iter(())
    return _bounded(_ends(pairs, query), query, left)


def _one(log: Place, query: Query, clock: Clock, left: Left, number: int) -> Iterator[Pair]:
    """The matching records of one log, with those around them."""
    if hasattr(log, "asked"):
        log.asked(query)
    reading, blocks = opening.reading_of(log, clock)
    if reading is None and getattr(log, "size", True) and not getattr(log, "says", ""):
        left.without_time.append(log.name)
    if reading is not None:
        left.readings[log.name] = reading
    choice = Choice(query, reading)
    found = _read(opening.narrowed(log, reading, query) or log, reading, choice, query, blocks)
    if query.context:
        from farhand.logs.slicing import context

        found = context.around(found, choice, query.context, number)
    else:
        found = (record for record in found if choice.wanted(record))
    yield from ((log.name, record) for record in found)
    note(log, left)


def _read(
    log: Place, reading: Reading | None, choice: Choice, query: Query, blocks: Iterator[bytes]
) -> Iterator[Record]:
    """All records that may be chosen, in order: of a file only what has to be read, of a stream all."""
    if query.exhaustive or reading is None:
        every = _apart(reading, blocks)
        if query.exhaustive:
            yield from sorted(every, key=lambda one: float("-inf") if one.time is None else one.time)
            return
    elif hasattr(log, "read"):
        every = _moved(_of_file(log, reading, choice, query), getattr(log, "base", 0))  # type: ignore[arg-type]
    else:
        every = _of_stream(log.name, reading, choice, query, blocks)
    yield from order.ordered(every, query.slack)


def _apart(reading: Reading | None, blocks: Iterator[bytes]) -> Iterator[Record]:
    """All records of a text, those of each program apart where lines of several are woven into each other."""
    if reading is None or not reading.source:
        return records.of_blocks(reading, blocks)
    from farhand.logs.slicing import woven

    return woven.of_blocks(reading, blocks)


def _of_stream(
    name: str, reading: Reading, choice: Choice, query: Query, blocks: Iterator[bytes]
) -> Iterator[Record]:
    from farhand.logs.slicing import streams

    if reading.source:
        yield from streams.before(_apart(reading, blocks), query)
        return
    part = query.within(query.since, query.until, 0)
    part.tail = 0
    for one in streams.overlapping(streams.segments(reading, name, blocks), query):
        yield from _moved(_of_file(one, reading, choice, part), one.offset)


def _moved(found: Iterator[Record], base: int | None) -> Iterator[Record]:
    """Records of a part of a log, with their place in the whole."""
    if base == 0:
        yield from found
        return
    for record in found:
        record.offset = -1 if base is None else record.offset + base
        yield record


def _of_file(file: Anywhere, reading: Reading, choice: Choice, query: Query) -> Iterator[Record]:
    from farhand.logs.slicing import chosen, signs

    all_of_it = query.since is None and query.until is None and not query.tail
    spans = [(0, file.size)]
    if not all_of_it:
        spans = window.ranges(reading, file, query.since, query.until, query.slack)
    texts = [] if reading.timeless else signs.of(query, reading, file.read(0, opening.HEAD))
    if query.tail and len(spans) == 1 and not reading.timeless:
        [(low, high)] = spans
        last = chosen.last(reading, file, low, high, texts, choice.wanted, query.tail, query.slack)
        if not query.context:
            yield from last
            return
        spans = [(chosen.before(reading, file, last, low, query.context, query.slack), high)] if last else []
    expect(file, sum(end - start for start, end in spans))
    texts = [] if query.context else texts
    each = [chosen.between(reading, file, start, end, texts) for start, end in spans]
    if len(each) == 1:
        yield from each[0]
        return
    for _, record in order.merged([((file.name, r) for r in run) for run in each]):
        yield record


def _ends(pairs: Iterable[Pair], query: Query) -> Iterator[Pair]:
    """The first `head`, or the last `tail`, of those that are asked for."""
    if query.context and (query.head or query.tail):
        from farhand.logs.slicing import context

        ends = context.last if query.tail else context.first
        yield from ends(pairs, query.tail or query.head, query.context)
    elif query.tail:
        yield from deque(pairs, maxlen=query.tail)
    else:
        yield from islice(pairs, query.head or None)


def _bounded(pairs: Iterable[Pair], query: Query, left: Left) -> Iterator[Pair]:
    """As many whole records as fit into `max_bytes`; the others are counted."""
    room = query.max_bytes or float("inf")
    for source, record in pairs:
        room -= len(record.text)
        if room >= 0:
            yield source, record
            continue
        room = -1
        left.records += 1
        left.bytes += len(record.text)
        left.after = record.time if left.after is None else left.after


def fitting(reading: Reading, text: bytes, query: Query, room: int, left: Left) -> Iterator[bytes]:
    """As many whole records of a text as fit into `room` bytes; the others are counted."""
    each = (("", record) for record in records.of_blocks(reading, [text]))
    for _, record in _bounded(each, query.within(None, None, room or -1), left):
        yield record.text
