"""The records around those that are asked for; the first or the last of those that are asked for.  Pure."""

from __future__ import annotations

from bisect import bisect_left
from collections import deque

from farhand.logs.model import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from farhand.logs.slicing.choose import Choice

    Pair = tuple[str, Record]
    #: Of which log, and the how manieth of its records.
    Where = tuple[int, int]


class Near(Record):
    """A record that is printed: `asked` itself, or because it stands near one that is.

    `where` is the number of its log, and its own among that log's records of the window.
    """

    __slots__ = ("asked", "where")

    def __init__(self, record: Record, where: Where, asked: bool) -> None:
        super().__init__(record.time, record.text, record.offset)
        self.where = where
        self.asked = asked


def around(found: Iterable[Record], choice: Choice, wide: int, log: int) -> Iterator[Near]:
    """The chosen records of the window, and `wide` records of the window before and after each."""
    before: deque[Near] = deque(maxlen=wide)
    last = -wide - 1
    for number, record in enumerate(one for one in found if choice.within(one)):
        near = Near(record, (log, number), choice.chosen(record))
        if near.asked:
            yield from before
            before.clear()
            last = number
        if number - last <= wide:
            yield near
        else:
            before.append(near)


def first(pairs: Iterable[Pair], count: int, wide: int) -> Iterator[Pair]:
    """The first `count` records that are asked for, of all logs together, with what stands near them."""
    seen: list[tuple[str, Near]] = []
    asked: dict[int, int] = {}  # the number of the last one in each log
    open_ones: set[int] = set()  # logs of which records after the last one are still to come
    for source, record in pairs:
        assert isinstance(record, Near)
        seen.append((source, record))
        log, number = record.where
        if record.asked and count:
            count -= 1
            asked[log] = number
            open_ones.add(log)
        if log in asked and number >= asked[log] + wide:
            open_ones.discard(log)
        if not count and not open_ones:
            break
    wanted = [one.where for _, one in seen if one.asked and one.where[1] <= asked.get(one.where[0], -1)]
    yield from _near(seen, wanted, wide)


def last(pairs: Iterable[Pair], count: int, wide: int) -> Iterator[Pair]:
    """The last `count` records that are asked for, of all logs together, with what stands near them."""
    seen: list[tuple[str, Near]] = []
    asked: deque[Where] = deque(maxlen=count)
    newest: dict[int, int] = {}
    limit = 4 * count * (2 * wide + 1)
    for source, record in pairs:
        assert isinstance(record, Near)
        seen.append((source, record))
        newest[record.where[0]] = record.where[1]
        if record.asked:
            asked.append(record.where)
        if len(seen) > limit:  # what may stand before one that is still to come is kept, too
            seen = list(_near(seen, [*asked, *newest.items()], wide))
            limit = max(limit, 2 * len(seen))
    yield from _near(seen, asked, wide)


def _near(
    pairs: Iterable[tuple[str, Near]], wanted: Iterable[Where], wide: int
) -> Iterator[tuple[str, Near]]:
    """Those that stand at most `wide` records from a wanted one of the same log."""
    numbers: dict[int, list[int]] = {}
    for log, number in wanted:
        numbers.setdefault(log, []).append(number)
    for source, record in pairs:
        log, number = record.where
        own = numbers.get(log, [])
        at = bisect_left(own, number - wide)
        if at < len(own) and own[at] <= number + wide:
            yield source, record
