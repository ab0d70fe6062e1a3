"""The text of a log as columns (times, levels, messages, offsets), as the mining takes them."""

from __future__ import annotations

from farhand.logs.formats import _text
from farhand.logs.mining.batch import Batch
from farhand.logs.slicing import records

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from re import Match

    from farhand.logs.formats import Reading
    from farhand.logs.model import Record
    from farhand.logs.slicing.streams import Segment

    #: Where a record begins, where its time ends, and the time in seconds since 1970.
    Begin = tuple[int, int, float]
    Columns = tuple[list[bytes], list[float | None], list[int], list[int]]

#: Records of a batch of such; bytes of one record that are kept.
_TOGETHER, LONGEST = 8192, 1 << 20
_DIGITS = bytes(48 if 48 <= i < 58 else i for i in range(256))
#: Bytes of a head remembered after the time, and how many heads.
_AFTER, _HEADS = 24, 20_000
#: How many seconds are remembered, and what digits of a fraction are parts of.
_SECONDS, _POWERS = 10_000, [10**digits for digits in range(10)]


def batches(
    reading: Reading, name: str, segments: Iterable[Segment], begin: int = 0, end: int | None = None
) -> Iterator[Batch]:
    """All records that begin before `end`, an offset in the log; the first segment stands at `begin`."""
    heads, times = Heads(reading), Times(reading)
    for one in segments:
        limit = one.size if end is None else min(one.size, end - begin - one.offset)
        if limit <= 0:
            return
        rows = _rows(heads, times.of(one.data, one.size), one, begin + one.offset, limit)
        if rows[0]:
            yield Batch(name, *rows)


def _rows(heads: Heads, begins: list[Begin], part: Segment, base: int, limit: int) -> Columns:
    texts: list[bytes] = []
    times: list[float | None] = []
    levels: list[int] = []
    offsets: list[int] = []
    if base == 0:
        _before(part.data[: begins[0][0] if begins else part.size], texts, times, levels, offsets)
    stops = [begin[0] for begin in begins[1:]] + [part.size]
    wanted = [(begin, stop) for begin, stop in zip(begins, stops) if begin[0] < limit]
    told = heads.all_told(part.data, wanted)
    levels += [level for level, _ in told]
    texts += [text for _, text in told]
    times += [time for (_, _, time), _ in wanted]
    offsets += [base + start for (start, _, _), _ in wanted]
    return texts, times, levels, offsets


class Times:
    """Where records begin, where their time ends, and what it is; a second that is known is not read anew."""

    __slots__ = ("_known", "_reading", "_simple")

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        plain = getattr(reading.format, "NAME", "") == "plain" and len(reading.parts) == 1
        self._simple = plain and reading.stamp.__name__.endswith(".iso")
        self._known: dict[bytes, float] = {}

    def of(self, data: bytes, size: int) -> list[Begin]:
        """Of the records that begin before `size`, in order."""
        found: list[Begin] = []
        time_of = self._known_time if self._simple else self._reading.time
        for match in self._reading.begin.finditer(data):
            start, end = match.span()
            if start >= size:
                break
            time = time_of(match)
            if time is not None:
                found.append((start, end, time))
        return found

    def _known_time(self, match: Match[bytes]) -> float | None:
        """As the reading has it: the second, and the fraction that its digits say."""
        low, high = match.span("f")
        if low < 0:
            return self._reading.time(match)
        start = match.start()
        text, low, high = match[0], low - start, high - start
        second: float | None = self._known.get(text[:low] + text[high:])
        if second is not None:
            fraction: float = int(text[low + 1 : high]) / _POWERS[high - low - 1]
            return second + fraction
        time = self._reading.time(match)
        if time is not None:
            self._learn(text[:low] + text[high:], time)
        return time

    def _learn(self, second: bytes, time: float) -> None:
        if len(self._known) > _SECONDS:
            self._known.clear()
        self._known[second] = float(time // 1)


def _before(
    text: bytes, texts: list[bytes], times: list[float | None], levels: list[int], offsets: list[int]
) -> None:
    """Lines before the first time are a record each."""
    at = 0
    for line in text.splitlines(keepends=True):
        texts.append(line.rstrip(b"\r\n"))
        times.append(None)
        levels.append(0)
        offsets.append(at)
        at += len(line)


def timeless(reading: Reading | None, name: str, blocks: Iterable[bytes]) -> Iterator[Batch]:
    """The records of a log without times, or the lines of what is not known at all."""
    yield from one_by_one(reading, name, records.of_blocks(reading, blocks))


def one_by_one(
    reading: Reading | None, name: str, found: Iterable[Record], least: int = 0
) -> Iterator[Batch]:
    """Records of level `least` and worse that were cut by somebody else."""
    told: Callable[[bytes, int], tuple[int, bytes]] = Heads(reading).told if reading else _line
    rows: list[tuple[bytes, float | None, int, int]] = []
    for record in found:
        level, text = told(record.text[:LONGEST], 0)
        if level >= least:
            rows.append((text, record.time, level, record.offset))
        if len(rows) >= _TOGETHER:
            yield Batch(name, *zip(*rows))
            rows = []
    if rows:
        yield Batch(name, *zip(*rows))


def _line(text: bytes, _: int) -> tuple[int, bytes]:
    return 0, text.rstrip(b"\r\n")


class Heads:
    """Level and message of records; for plain lines remembered by what stands before the message.

    Only where the level and some of the message are within what is remembered: so what is said of a record
    does not depend on those before it.
    """

    __slots__ = ("_format", "_known", "_simple")

    def __init__(self, reading: Reading) -> None:
        self._format = reading.format
        self._simple = getattr(reading.format, "NAME", "") == "plain"
        self._known: dict[bytes, tuple[int, int] | None] = {}

    def told(self, record: bytes, time_end: int) -> tuple[int, bytes]:
        """(level, message and the lines that follow it)."""
        if self._simple and time_end:
            head = record[: time_end + _AFTER].translate(_DIGITS)
            found = self._known[head] if head in self._known else self._learn(head)
            if found:
                return found[0], record[found[1] :].rstrip(b"\n")
        message = self._format.message(record)
        _, line_end, more = _text.inside(self._format, record).partition(b"\n")
        text = message + line_end + more.rstrip(b"\n") if more else message
        return self._format.level(record), text

    def all_told(self, data: bytes, wanted: list[tuple[Begin, int]]) -> list[tuple[int, bytes]]:
        """The same of many records in `data`, each from its begin to its stop."""
        known, found = self._known.get, []
        for (start, end, _), stop in wanted:
            head = known(data[start : end + _AFTER].translate(_DIGITS)) if self._simple else None
            stop = min(stop, start + LONGEST)
            if head:
                found.append((head[0], data[start + head[1] : stop].rstrip(b"\n")))
            else:
                found.append(self.told(data[start:stop], end - start))
        return found

    def _learn(self, head: bytes) -> tuple[int, int] | None:
        if len(self._known) > _HEADS:
            self._known.clear()
        level, message = self._format.level(head), self._format.message(head)
        sure = level and message and head.endswith(message) and b"\n" not in head and b"\x1b" not in head
        self._known[head] = (level, len(head) - len(message)) if sure else None
        return self._known[head]
