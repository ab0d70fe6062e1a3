"""What is known of any number of records, in bounded memory."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from operator import add

from farhand.logs.mining import masks
from farhand.logs.mining.batch import Batch
from farhand.logs.mining.curve import Curve
from farhand.logs.mining.entry import ERROR, NEVER, Entry
from farhand.logs.mining.exceptions import exception_of
from farhand.logs.mining.faults import Faults
from farhand.logs.mining.forest import Forest
from farhand.logs.mining.paths import STRIDE, Paths

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

LEVELS = (0, 10, 20, 30, 40, 50)
_LEVELS = set(LEVELS)
#: Non-empty minutes of which the counts by level are kept: almost three days of them.
RATE_BUCKETS = 4096
#: Up to so many entries are looked up one by one.
_FEW = 5
#: Seconds between records, in the mean, from which on minutes are counted record by record.
_SPARSE = 15
#: From this mean length on, in bytes, records have mostly several lines.
_LONG = 400


class Summary:
    """`forest`: message shapes. `faults`: exceptions. `rates`: level -> counts over time.

    `records`, `untimed`: how many, and how many of them without a time; `first`, `last`: seconds since 1970.
    """

    __slots__ = (
        "_generation",
        "_held",
        "_paths",
        "faults",
        "first",
        "forest",
        "last",
        "rates",
        "records",
        "untimed",
    )

    def __init__(self, forest: Forest | None = None, faults: Faults | None = None) -> None:
        self.forest = forest or Forest()
        self.faults = faults or Faults()
        self.rates: dict[int, Curve] = {}
        self.records = self.untimed = 0
        self.first, self.last = NEVER, -NEVER
        self._paths = Paths()
        self._generation = 0
        self._held: dict[int, Entry] = {}

    def add(self, batch: Batch) -> None:
        """Any number of records of one source; some ten thousand at a time are fastest."""
        for piece in batch.pieces():
            for part in piece.parts():
                self._add(part)
        if self.forest.grown():
            self.forest.bound()
        self.faults.bound()

    def absorb(self, other: Summary) -> None:
        """Put another summary into this one; the other stays as it is."""
        self.forest.absorb(other.forest.copy())
        self.faults.absorb(other.faults)
        for level, curve in other.rates.items():
            self._rate(level).absorb(curve)
        self.records += other.records
        self.untimed += other.untimed
        self.first, self.last = min(self.first, other.first), max(self.last, other.last)

    def finished(self) -> Summary:
        """Itself, within its bounds; to be asked for before it is read or written."""
        self.forest.bound()
        self.faults.bound()
        return self

    def rate(self, level: int) -> Curve:
        """Counts over time of records of this level; empty where there are none."""
        return self.rates.get(level) or Curve(RATE_BUCKETS)

    # The hot part: what happens per record happens inside zip, map, Counter and dict, on whole columns.

    def _add(self, batch: Batch) -> None:
        heads, longer = _heads(batch.texts)
        outlines = masks.outlines(heads)
        levels = batch.levels if _LEVELS.issuperset(batch.levels) else [graded(one) for one in batch.levels]
        numbers, new = self._paths.numbers(outlines)
        codes = list(map(add, numbers, levels))
        order, times = batch.order()
        if not isinstance(order, range):
            codes = [codes[number] for number in order]
        entries = self._entries(set(codes))
        self._count(entries, codes, times)
        self._extents(entries, codes, batch, order)
        for number in longer if longer is not None else new:
            self._fault(batch, number)

    def _entries(self, codes: Iterable[int]) -> dict[int, Entry]:
        """The entry of each code (number of the path + level), remembered for as long as the numbers hold."""
        if self._generation != self._paths.generation:
            self._generation, self._held = self._paths.generation, {}
        held, paths, leaf = self._held, self._paths.words, self.forest.leaf
        for code in codes:
            entry = held.get(code)
            if entry is None:
                held[code] = leaf(paths[code // STRIDE], code % STRIDE >= ERROR)
            elif entry.moved is not None:
                held[code] = entry.current()
        # what was folded by the last leaf may be among those that were looked at before it
        return {code: held[code].current() for code in codes}

    def _count(self, entries: dict[int, Entry], codes: list[int], times: list[float]) -> None:
        if not times:
            self.untimed += len(codes)
        self.records += len(codes)
        for minute, counts in _by_minute(codes, times) if times else [(None, Counter(codes))]:
            levels = [0] * STRIDE
            for code, count in counts.items():
                entry, level = entries[code], code % STRIDE
                levels[level] += count
                entry.count += count
                if level > entry.worst:
                    entry.worst = level
                if minute is not None:
                    entry.curve.add(minute, count)
            if minute is not None:
                self._rates(minute, levels)

    def _rates(self, minute: int, levels: list[int]) -> None:
        for level in LEVELS:
            if levels[level]:
                self._rate(level).add(minute, levels[level])

    def _rate(self, level: int) -> Curve:
        return self.rates.setdefault(level, Curve(RATE_BUCKETS))

    def _extents(
        self, entries: dict[int, Entry], codes: list[int], batch: Batch, order: Sequence[int]
    ) -> None:
        """First and last of each entry; codes and order are in order of time."""
        low, high = batch.time(order[0], NEVER), batch.time(order[-1], -NEVER)
        self.first, self.last = min(self.first, low), max(self.last, high)
        for code, number in dict(zip(codes, order)).items():
            entries[code].saw_last(batch, number)
        early = [code for code, entry in entries.items() if entry.first[0] >= low]
        if len(early) > _FEW:
            firsts = dict(zip(reversed(codes), reversed(order)))
        else:
            firsts = {code: order[codes.index(code)] for code in early}
        for code, number in firsts.items():
            entries[code].saw_first(batch, number)

    def _fault(self, batch: Batch, number: int) -> None:
        found = exception_of(batch.texts[number])
        if found is None:
            return
        entry, time, level = self.faults.entry(found), batch.times[number], graded(batch.levels[number])
        entry.count += 1
        if level > entry.worst:
            entry.worst = level
        entry.saw_first(batch, number)
        entry.saw_last(batch, number)
        if time is not None:
            entry.curve.add(time // 60, 1)


def merge(one: Summary, other: Summary) -> Summary:
    """A new summary of both; in any order and grouping the same."""
    whole = Summary(Forest(one.forest.bounds), Faults(one.faults.most))
    whole.absorb(one)
    whole.absorb(other)
    return whole


def graded(level: int) -> int:
    """One of LEVELS, for the levels that other loggers have between and beyond them."""
    if level <= 0:
        return 0
    return max(10, min(50, level // 10 * 10))


def _heads(texts: Sequence[bytes]) -> tuple[Sequence[bytes], list[int] | None]:
    """First lines, and which records have more. Where few have: all as it is, and None (found later)."""
    if sum(map(len, texts)) < _LONG * len(texts):
        return texts, None
    return [text.partition(b"\n")[0] for text in texts], [n for n, text in enumerate(texts) if b"\n" in text]


def _by_minute(codes: list[int], times: list[float]) -> Iterator[tuple[int, dict[int, int]]]:
    """(minute, counts of codes), a minute perhaps several times; codes and times are in order of time."""
    if times[-1] - times[0] > _SPARSE * len(codes):
        pairs = Counter(zip((int(time // 60) for time in times), codes))
        yield from ((minute, {code: count}) for (minute, code), count in pairs.items())
        return
    begin, end = 0, len(codes)
    while begin < end:
        minute = int(times[begin] // 60)
        stop = bisect_left(times, 60 * (minute + 1), begin)
        yield minute, Counter(codes[begin:stop])
        begin = stop
