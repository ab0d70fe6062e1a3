"""The chosen records of a file without reading each: by texts that must be in them, or from its end."""

from __future__ import annotations

from farhand.logs.slicing import find, records, window
from farhand.logs.slicing.around import Around

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from farhand.logs.formats import Reading
    from farhand.logs.model import Record
    from farhand.logs.places import Anywhere

#: Bytes of the last part that is looked at for the last records; each further one is twice as long.
LAST, MOST = 1 << 18, 1 << 23


def between(
    reading: Reading, file: Anywhere, low: int, high: int, signs: Sequence[bytes]
) -> Iterator[Record]:
    """The records between two offsets, in the file's order; where `signs` are given, at least those that hold
    one of them.
    """
    if reading.source:
        from farhand.logs.slicing import woven

        if signs:
            return woven.holding(reading, file, low, high, signs)
        return woven.of_range(reading, file, low, high)
    if signs:
        return _holding(reading, file, low, high, signs)
    return records.of_blocks(reading, file.blocks(low, high), low)


def _holding(
    reading: Reading, file: Anywhere, low: int, high: int, signs: Sequence[bytes]
) -> Iterator[Record]:
    """The records between two offsets that hold one of the texts."""
    around = Around(reading, file)
    places = find.forward(file, low, high, signs, around.seen)
    place = next(places, None)
    while place is not None:
        record = around.record(place)
        end = record.offset + len(record.text)
        yield record
        try:
            place = places.send(end)
        except StopIteration:
            return


def last(
    reading: Reading,
    file: Anywhere,
    low: int,
    high: int,
    signs: Sequence[bytes],
    wanted: Callable[[Record], bool],
    count: int,
    slack: float,
) -> list[Record]:
    """The last `count` wanted records between two offsets, in the file's order, read from the end.

    The records are in order but for `slack` seconds. More are given where an earlier one may be later.
    """
    found: list[Record] = []
    size = LAST
    while high > low:
        begin = _begin(reading, file, max(low, high - size), high, low)
        found[:0] = [r for r in between(reading, file, begin, high, signs) if wanted(r)]
        first = window.begin_after(reading, file, begin, high)
        if _enough(found, count, first[1] if first else None, slack):
            break
        high, size = begin, min(size * 2, MOST)
    return found


def _begin(reading: Reading, file: Anywhere, at: int, high: int, low: int) -> int:
    """Where a record begins at or after `at`, else before it; at least `low`."""
    while at > low:
        found = window.begin_after(reading, file, at, high)
        if found:
            return found[0]
        at -= MOST
    return low


def before(
    reading: Reading, file: Anywhere, found: Sequence[Record], low: int, count: int, slack: float
) -> int:
    """Where to begin reading, so that in order of time `count` records stand before the first of `found`, or
    all from `low` on.
    """
    times = [r.time for r in found if r.time is not None]
    begin = end = min((r.offset for r in found), default=low)
    size = LAST
    while begin > low and times:
        begin = _begin(reading, file, max(low, begin - size), end, low)
        each = [r.time for r in between(reading, file, begin, end, ()) if r.time is not None]
        if each and sum(each[0] + slack < time < min(times) for time in each) >= count:
            return begin
        size *= 2
    return low if not times else begin


def _enough(found: Sequence[Record], count: int, begun: float | None, slack: float) -> bool:
    """Whether no record before `begun`, where reading has come to, can be one of the last `count` by time."""
    times = sorted((r.time for r in found if r.time is not None), reverse=True)
    return len(times) >= count and begun is not None and begun < times[count - 1] - slack
