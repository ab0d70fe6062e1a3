"""The window out of logs of any size: whole records, in the order of time, and what was left out."""

from __future__ import annotations

from collections import deque
from itertools import islice

from farhand.logs.slicing import opening, order, records, window
from farhand.logs.slicing.choose import Choice

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from farhand.logs.clock import Clock
    from farhand.logs.formats import Reading
    from farhand.logs.model import Query, Record
    from farhand.logs.places import Anywhere, Place
    from farhand.logs.places.memory import Memory

    Pair = tuple[str, Record]


class Left:
    """What of the answer is not in the output: counted while it is made."""

    __slots__ = ("after", "bytes", "readings", "records", "said", "unread", "without_time")

    def __init__(self) -> None:
        self.records = 0
        self.bytes = 0
        #: The time of the first record that did not fit.
        self.after: float | None = None
        #: (source, why) of what could not be read to its end.
        self.unread: list[tuple[str, str]] = []
        #: (source, what) is to be told where all was read: a live source's words, an index that is kept.
        self.said: list[tuple[str, str]] = []
        #: How each source is read.
        self.readings: dict[str, Reading] = {}
        #: Sources in whose lines no time was recognised.
        self.without_time: list[str] = []


def cut(logs: Iterable[Place], query: Query, clock: Callable[[Place], Clock], left: Left) -> Iterator[Pair]:
    """(source, record) of all logs together, in the order of time. `left` is filled meanwhile."""
    each = [_one(log, query, clock(log), left, number) for number, log in enumerate(logs)]
    pairs = order.merged(each) if len(each) > 1 else each[0] if each else iter(())
    return _bounded(_ends(pairs, query), query, left)


def texts(logs: list[Place], query: Query, clock: Callable[[Place], Clock], left: Left) -> Iterator[bytes]:
    """As `cut`, the records' bytes alone, each ending a line; a plain window of one file as whole blocks."""
    if len(logs) == 1 and query.plain and hasattr(logs[0], "read"):
        yield from _text_of(logs[0], query, clock(logs[0]), left)  # type: ignore[arg-type]
        return
    if query.plain and all(hasattr(log, "read") or hasattr(log, "head") for log in logs):
        from farhand.logs.slicing import together

        found = None
        if len(logs) == 1:
            found = _narrowed(logs[0], opening.reading_of(logs[0], clock(logs[0]))[0], query)
        if found is None and together.one_log([log.name for log in logs]):
            found = together.gathered(logs, clock, query)
        if found is not None:
            yield from _text_of(found, query, clock(found), left)
            for log in logs:
                _note(log, left)
            return
    yield from _lines(cut(logs, query, clock, left))


def _lines(pairs: Iterator[Pair]) -> Iterator[bytes]:
    for _, record in pairs:
        yield record.text if record.text.endswith(b"\n") else record.text + b"\n"


def _text_of(file: Anywhere, query: Query, clock: Clock, left: Left) -> Iterator[bytes]:
    reading = opening.of_file(file, clock)
    if reading is None or reading.source or len(window.runs(reading, file, query.slack)) > 1:
        yield from _lines(cut([file], query, lambda _: clock, left))
        return
    yield from _within(reading, _parts(file, reading, query, clock, left), query, left)
    if (file.name, file.stopped) not in left.unread:
        _note(file, left)


def _parts(file: Anywhere, reading: Reading, query: Query, clock: Clock, left: Left) -> Iterator[bytes]:
    """The text of the window: copied where it is large and in order, else sorted by parts of it."""
    from farhand.logs.slicing import blocks

    ends = blocks.Ends(reading, file, query.since, query.until, query.slack)
    _expect(file, ends.high - ends.low)
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
        each = (("", record) for record in records.of_blocks(reading, [part]))
        for _, record in _bounded(each, query.within(None, None, int(max(room, 0)) or -1), left):
            yield record.text
        room = -1


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
    found = _read(_narrowed(log, reading, query) or log, reading, choice, query, blocks)
    if query.context:
        from farhand.logs.slicing import context

        found = context.around(found, choice, query.context, number)
    else:
        found = (record for record in found if choice.wanted(record))
    yield from ((log.name, record) for record in found)
    _note(log, left)


def _note(log: Place, left: Left) -> None:
    """What is to be told of a log, now that it was read."""
    if log.stopped:
        left.unread.append((log.name, log.stopped))
    elif getattr(log, "says", ""):
        left.said.append((log.name, log.says))  # type: ignore[attr-defined]


def _narrowed(log: Place, reading: Reading | None, query: Query) -> Memory | None:
    """The part of a big compressed file that holds the window, where it has an index."""
    if reading is None or query.exhaustive or not hasattr(log, "part"):
        return None
    found: Memory | None = log.part(reading, query.since, query.until, query.slack)
    return found


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
    _expect(file, sum(end - start for start, end in spans))
    texts = [] if query.context else texts
    each = [chosen.between(reading, file, start, end, texts) for start, end in spans]
    for _, record in order.merged([((file.name, r) for r in run) for run in each]):
        yield record


def _expect(file: Anywhere, count: int) -> None:
    """Where somebody watches the reading: so many bytes are to come."""
    if hasattr(file, "will_read"):
        file.will_read(count)


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
