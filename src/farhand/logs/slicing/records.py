"""Bytes into records.  Pure."""

from __future__ import annotations

from farhand.logs.model import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from farhand.logs.formats import Reading

#: A record that is longer is given in parts, all of the same time.
LONGEST = 16 << 20
#: A beginning is certain when so many bytes follow: the rule of a wrapper may look at the lines after it.
_CERTAIN = 1 << 17
#: Bytes of the longest beginning of several lines.
_SEVERAL = 1 << 11


def of_blocks(reading: Reading | None, blocks: Iterable[bytes], offset: int = 0) -> Iterator[Record]:
    """The records of a text that comes in blocks; `offset` is where the first block stands.

    Lines before the first time are a record each of time None; without a reading all lines are.
    """
    if reading is None:
        yield from _lines(blocks, offset)
        return
    cutter = _Cutter(reading, offset)
    for block in blocks:
        yield from cutter.add(block)
    yield from cutter.end()


class _Cutter:
    """Cuts a text at the beginnings of records, of which the last is uncertain as long as the text may go
    on.
    """

    __slots__ = ("_begun", "_held", "_offset", "_reading", "_scan", "_time", "_within")

    def __init__(self, reading: Reading, offset: int) -> None:
        self._reading = reading
        self._offset = offset
        self._held = b""
        self._time: float | None = None
        #: From where on beginnings are looked for: always at a line's beginning.
        self._scan = 0
        #: Whether what is held begins within a line.
        self._within = False
        #: Whether what is held belongs to a record that has begun.
        self._begun = False

    def add(self, block: bytes) -> Iterator[Record]:
        self._held += block
        if self._within:
            self._scan = self._held.find(b"\n") + 1
            self._within = not self._scan
        limit = 0 if self._within else self._held.rfind(b"\n") + 1
        if limit > self._scan:
            yield from self._cut(limit, False)
        if len(self._held) > LONGEST:
            yield from self._part()

    def end(self) -> Iterator[Record]:
        if not self._within:
            yield from self._cut(len(self._held), True)
        yield from self._records(0, len(self._held))

    def _cut(self, limit: int, last: bool) -> Iterator[Record]:
        """Give all records before the last beginning before `limit`, and that one where it is certain."""
        starts = self._starts(limit)
        certain = last or not starts or limit - starts[-1][0] > _CERTAIN
        done = 0
        for start, time in starts if certain else starts[:-1]:
            yield from self._records(done, start)
            self._time, self._begun, done = time, True, start
        self._scan = (max(self._scan, self._again(limit)) if certain else starts[-1][0]) - done
        self._held = self._held[done:]
        self._offset += done

    def _again(self, limit: int) -> int:
        """From where on to look again: a beginning may be of several lines, of which not all are here."""
        return self._held.rfind(b"\n", 0, max(0, limit - _SEVERAL)) + 1

    def _starts(self, limit: int) -> list[tuple[int, float | None]]:
        reading = self._reading
        found = [(m.start(), reading.time(m)) for m in reading.begin.finditer(self._held, self._scan, limit)]
        return found if reading.timeless else [one for one in found if one[1] is not None]

    def _records(self, start: int, end: int) -> Iterator[Record]:
        if start == end:
            return
        if self._begun:
            yield Record(self._time, self._held[start:end], self._offset + start)
            return
        for line in lines(self._held[start:end]):
            yield Record(None, line, self._offset + start)
            start += len(line)

    def _part(self) -> Iterator[Record]:
        """What is held is more than a record may be: what has begun in it is certain by now."""
        if not self._within:
            yield from self._cut(len(self._held), True)
        if len(self._held) > LONGEST:
            yield from self._records(0, len(self._held))
            self._within = self._held[-1:] != b"\n"
            self._offset += len(self._held)
            self._held, self._scan = b"", 0


def lines(text: bytes) -> list[bytes]:
    """Each with its end, which is a newline alone."""
    found = [line + b"\n" for line in text.split(b"\n")]
    found[-1] = found[-1][:-1]
    return found if found[-1] else found[:-1]


def _lines(blocks: Iterable[bytes], offset: int) -> Iterator[Record]:
    held = b""
    for block in blocks:
        held += block
        *lines, held = held.split(b"\n")
        for line in lines:
            yield Record(None, line + b"\n", offset)
            offset += len(line) + 1
        if len(held) > LONGEST:
            yield Record(None, held, offset)
            held, offset = b"", offset + len(held)
    if held:
        yield Record(None, held, offset)
