"""A log that can only be read on: decompressed, or from a pipe. Its segments are each as good as a file.

Reading ends at the first segment that is later than the window: what a clock that is set back far behind that
would write is found with `exhaustive` only.
"""

from __future__ import annotations

from farhand.logs.places.memory import Memory

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from farhand.logs.formats import Reading
    from farhand.logs.model import Query, Record

#: Bytes of a segment; one is longer where a record is.
SEGMENT, LONGEST = 2 << 20, 64 << 20
#: So many bytes after a cut must be known: a wrapper's rule looks at the next lines.
_KNOWN = 1 << 17


class Segment(Memory):
    """Whole records; `offset` is where they stand in the text, `first` and `last` the times at their ends."""

    __slots__ = ("first", "last", "offset")

    def __init__(self, name: str, data: bytes, size: int, offset: int, reading: Reading) -> None:
        super().__init__(name, data, 0.0, size)
        self.offset = offset
        found = reading.begin.search(data)
        self.first = reading.time(found) if found else None
        end = last_begin(reading, data, size)
        found = reading.begin.match(data, end) if end is not None else None
        self.last = reading.time(found) if found else None


def segments(reading: Reading, name: str, blocks: Iterable[bytes]) -> Iterator[Segment]:
    """The text in segments, in its order."""
    held: list[bytes] = []
    size = offset = 0
    for block in blocks:
        held.append(block)
        size += len(block)
        if size < SEGMENT:
            continue
        data = b"".join(held)
        cut = last_begin(reading, data, len(data) - _KNOWN)
        if not cut and size < LONGEST:
            continue
        cut = cut or len(data)
        yield Segment(name, data, cut, offset, reading)
        offset += cut
        held, size = [data[cut:]], len(data) - cut
    if data := b"".join(held):
        yield Segment(name, data, len(data), offset, reading)


def last_begin(reading: Reading, data: bytes, before: int) -> int | None:
    """Where the last record begins that begins before `before`."""
    at = before
    while at > 0:
        line = data.rfind(b"\n", 0, at) + 1
        match = reading.begin.match(data, line)
        if match and reading.time(match) is not None:
            return line
        at = line - 1
    return None


def before(found: Iterable[Record], query: Query) -> Iterator[Record]:
    """The records up to the first that is later than the window."""
    for one in found:
        if query.until is not None and one.time is not None and one.time >= query.until + query.slack:
            return
        yield one


def overlapping(found: Iterable[Segment], query: Query) -> Iterator[Segment]:
    """The segments that may hold records of the window."""
    for one in found:
        if query.until is not None and one.first is not None and one.first >= query.until + query.slack:
            return
        early = query.since is not None and one.first is not None and one.last is not None
        if not (early and max(one.first or 0, one.last or 0) < (query.since or 0) - query.slack):
            yield one
