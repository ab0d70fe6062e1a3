"""The records of a piece of a log in which the lines of several programs are woven into each other."""

from __future__ import annotations

from farhand.logs.slicing import woven

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from farhand.logs.formats import Reading
    from farhand.logs.model import Record
    from farhand.logs.places import Anywhere


def of_file(
    reading: Reading, file: Anywhere, begin: int, end: int, tell: Callable[[int], None]
) -> Iterator[Record]:
    """Those that begin between two offsets; `tell` is called with numbers of bytes that are done."""
    done = begin
    for record in woven.of_range(reading, file, begin, end):
        if record.offset - done > woven.HELD:
            tell(record.offset - done)
            done = record.offset
        yield record
    tell(end - done)


def spanning(
    found: Iterable[Record], first: bool, last: bool, tell: Callable[[float | None], None]
) -> Iterator[Record]:
    """The same; `tell` is called with the time of the first record, of the last, where these are wanted."""
    newest: Record | None = None
    for record in found:
        if first and newest is None:
            tell(record.time)
        newest = record
        yield record
    if last and newest is not None:
        tell(newest.time)
