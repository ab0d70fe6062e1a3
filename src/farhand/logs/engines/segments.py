"""The text of a piece in segments of whole records, and how much of it is done."""

from __future__ import annotations

from farhand.logs.slicing import streams
from farhand.logs.slicing.streams import LONGEST, Segment, last_begin

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from farhand.logs.formats import Reading
    from farhand.logs.places import Anywhere

#: Bytes of a segment of a file, and bytes after it that are known: a wrapper's rule looks at the next lines.
SIZE, KNOWN = 2 << 20, 1 << 17


def of_blocks(reading: Reading, name: str, blocks: Iterable[bytes]) -> Iterator[Segment]:
    """Of what can only be read on."""
    return streams.segments(reading, name, blocks)


def of_file(
    reading: Reading, file: Anywhere, begin: int, end: int, tell: Callable[[int], None]
) -> Iterator[Segment]:
    """Of bytes `begin` to `end` of a file, read where they are wanted; offsets count from `begin`."""
    at, size, stop = begin, SIZE, min(file.size, end + KNOWN)
    while at < end:
        data = file.read(at, min(size + KNOWN, stop - at))
        if not data:
            _shorter(file, at)
            return
        cut = len(data)
        if at + cut < stop:
            cut = last_begin(reading, data, cut - KNOWN) or 0
            if not cut and size < LONGEST:
                size *= 4
                continue
            cut = cut or len(data)
        yield Segment(file.name, data, cut, at - begin, reading)
        tell(max(0, min(at + cut, end) - at))
        at, size = at + cut, SIZE


def _shorter(file: Anywhere, at: int) -> None:
    if not file.stopped:
        file.stopped = f"byte {at}: it became shorter meanwhile"
