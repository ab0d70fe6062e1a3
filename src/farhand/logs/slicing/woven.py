"""Records of a log in which the lines of several programs are woven into each other: each has its own lines.

A line without time belongs to the last record of its own program, however many lines of others stand between
them: up to `HELD` bytes after that record's beginning, so that it can be told from any part of the log. Where
there is no such record the line is one of its own, of the time of the record above it, with those lines that
look as if they continued it.
"""

from __future__ import annotations

import re
from collections import deque

from farhand.logs.model import Record
from farhand.logs.slicing import find, records

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from farhand.logs.formats import Reading
    from farhand.logs.places import Anywhere

    #: Which program wrote a line, and how many bytes stand before its text.
    Source = Callable[[bytes], tuple[bytes, int]]

#: Bytes after a record's beginning within which its lines are looked for; a line that is not cut is shorter.
HELD, LINE = 1 << 18, 1 << 16
#: Bytes after a place of a text that are looked through together with it.
STEP = 1 << 16


class _Open:
    """A record that more lines may come for. `alone`: it has no time of its own."""

    __slots__ = ("alone", "offset", "over", "parts", "time")

    def __init__(self, time: float | None, part: bytes, offset: int, alone: bool) -> None:
        self.time = time
        self.parts = [part]
        self.offset = offset
        self.alone = alone
        self.over = False

    def record(self) -> Record:
        return Record(self.time, b"".join(self.parts), self.offset)


class _Loom:
    """Takes lines, gives whole records in the order in which they begin."""

    def __init__(self, source: Source) -> None:
        from farhand.logs.formats import _text

        self._source = source
        self._continues = re.compile(_text.CONTINUES)
        self._last: dict[bytes, _Open] = {}
        self._queue: deque[_Open] = deque()
        self._time: float | None = None

    def add(self, found: Record) -> Iterator[Record]:
        """A record as it was cut: its first line, and lines of whomever up to the next record."""
        offset, begins = found.offset, found.time is not None
        self._time = found.time if begins else self._time
        for line in records.lines(found.text):
            self._line(line, offset, begins)
            begins = False
            offset += len(line)
        while self._queue and (self._queue[0].over or offset - self._queue[0].offset > HELD):
            yield self._queue.popleft().record()

    def _line(self, line: bytes, offset: int, begins: bool) -> None:
        program, width = self._source(line)
        last = self._last.get(program)
        goes_on = last and not begins and offset - last.offset <= HELD
        if last and goes_on and (not last.alone or self._continues.match(line, width)):
            last.parts.append(line)
            return
        if last:
            last.over = True
        self._last[program] = one = _Open(self._time, line, offset, not begins)
        self._queue.append(one)

    def end(self) -> Iterator[Record]:
        while self._queue:
            yield self._queue.popleft().record()


def apart(found: Iterable[Record], source: Source) -> Iterator[Record]:
    """The records of each program, of records that were cut wherever one of any program begins."""
    loom = _Loom(source)
    for one in found:
        yield from loom.add(one)
    yield from loom.end()


def of_blocks(reading: Reading, blocks: Iterable[bytes], offset: int = 0) -> Iterator[Record]:
    """As `records.of_blocks`, with the lines of each program apart where the reading knows programs."""
    found = records.of_blocks(reading, blocks, offset)
    return apart(found, reading.source) if reading.source else found


def of_range(reading: Reading, file: Anywhere, low: int, high: int) -> Iterator[Record]:
    """The whole records that begin between two offsets."""
    start, stop = max(0, low - HELD - LINE), min(file.size, high + HELD + LINE)
    for record in of_blocks(reading, file.blocks(start, stop), start):
        if record.offset >= high:
            return
        if record.offset >= low:
            yield record


def holding(
    reading: Reading, file: Anywhere, low: int, high: int, signs: Sequence[bytes]
) -> Iterator[Record]:
    """Among others all records that begin between two offsets and hold one of the texts."""
    begin = end = -1
    for place in _places(file, low, min(file.size, high + HELD + LINE), signs):
        if end >= 0 and place - HELD - LINE > end:
            yield from of_range(reading, file, begin, min(end, high))
            end = -1
        if end < 0:
            begin = max(low, place - HELD - LINE)
        end = place + STEP
    if end >= 0:
        yield from of_range(reading, file, begin, min(end, high))


def _places(file: Anywhere, low: int, high: int, signs: Sequence[bytes]) -> Iterator[int]:
    """Where the texts are; of those that are near each other only the first."""
    places = find.forward(file, low, high, signs, lambda *_: None)
    place = next(places, None)
    while place is not None:
        yield place
        try:
            place = places.send(place + STEP)
        except StopIteration:
            return
