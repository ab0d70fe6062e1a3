"""Only the errors of a log, found by their words; the rest of the bytes is not read as records."""

from __future__ import annotations

import re

from farhand.logs.formats import _text
from farhand.logs.mining.batch import Batch
from farhand.logs.mining.entry import ERROR

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from mmap import mmap

    from farhand.logs.formats import Reading

    Find = Callable[[bytes, int, int], int]

#: What an error is called; of these, those are looked for whose spelling the log has.
_NAMES = (b"error", b"critical", b"fatal", b"severe", b"panic")
_PYTHON = _NAMES[:3]
_USUAL = (b"info", b"debug", b"warning", b"warn", b"notice")
_SPELLINGS: tuple[Callable[[bytes], bytes], ...] = (bytes.upper, bytes.lower, bytes.title)
#: Records handed on together, and bytes of one that are kept: the end of a longer one is left out.
_TOGETHER, _LONGEST = 1024, 1 << 20
#: Bytes searched for one word after the other: so much fits the processor's cache.
_CHUNK = 1 << 19
#: A line that is not indented.
_FLUSH = re.compile(rb"\n(?=[^ \t\n])")
_DIGITS = bytes(48 if 48 <= i < 58 else i for i in range(256))
#: Bytes of a head remembered after the word, and how many heads.
_AFTER, _HEADS = 12, 5000


def words(sample: bytes) -> list[bytes]:
    """What to look for in a log of which this is a part: names of bad levels, as it spells levels."""
    spelt = [how for how in _SPELLINGS if any(how(name) in sample for name in _USUAL)] or list(_SPELLINGS[:2])
    return [how(name) for how in spelt for name in (_PYTHON if _python(how, sample) else _NAMES)]


def _python(how: Callable[[bytes], bytes], sample: bytes) -> bool:
    """Whether these are the levels of Python's logging: Java and Go write WARN, java.util has no debug."""
    there = [how(name) in sample for name in (b"debug", b"warning", b"fine", b"severe", b"panic", b"warn ")]
    return there == [True, True, False, False, False, False]


def errors(
    data: bytes | mmap,
    reading: Reading,
    wanted: Sequence[bytes],
    source: str,
    begin: int = 0,
    end: int | None = None,
    heads: Heads | None = None,
) -> Iterator[Batch]:
    """The records of level 40 and worse that begin from `begin` on and before `end`, in batches.

    A record is known by one of the `wanted` words in its first line and then by its level. `heads` is what
    is known of the log, where `data` is one part of several.
    """
    heads = heads or Heads(reading, data[:_CHUNK])
    told, time_of = heads.told, reading.time
    rows: list[tuple[bytes, float | None, int, int]] = []
    last = len(data) if end is None else end
    for match, word_end, stop in _records(data, reading, wanted, begin, last, heads.indented):
        start = match.start()
        record = data[start : min(stop, start + _LONGEST)]
        level, text = told(record, word_end - start)
        if level >= ERROR:
            rows.append((text, time_of(match), level, start))
        if len(rows) >= _TOGETHER:
            yield _batch(source, rows)
            rows = []
    if rows:
        yield _batch(source, rows)


def _batch(source: str, rows: list[tuple[bytes, float | None, int, int]]) -> Batch:
    return Batch(source, *zip(*rows))


class Heads:
    """Level and message of records, remembered by what stands before and shortly after the word.

    Only for a format whose message is the end of the first line, and only from the remembered part itself: so
    what is said of a record does not depend on those before it.
    """

    def __init__(self, reading: Reading, head: bytes) -> None:
        """`head` is the beginning of the log, by which it is told whether records are indented."""
        self.format = reading.format
        self.indented = _indented(head, reading)
        self.simple = getattr(reading.format, "NAME", "") == "plain"
        self.known: dict[bytes, tuple[int, int] | None] = {}

    def told(self, record: bytes, word_end: int) -> tuple[int, bytes]:
        """(level, message and the lines that follow it)."""
        found = self._found(record[: word_end + _AFTER].translate(_DIGITS)) if self.simple else None
        if found:
            return found[0], record[found[1] :].rstrip(b"\n")
        message = self.format.message(record)
        _, line_end, more = _text.inside(self.format, record).partition(b"\n")
        text = message + line_end + more.rstrip(b"\n") if more else message
        return self.format.level(record), text

    def _found(self, head: bytes) -> tuple[int, int] | None:
        if head not in self.known:
            if len(self.known) > _HEADS:
                self.known.clear()
            self.known[head] = self._cut(head)
        return self.known[head]

    def _cut(self, head: bytes) -> tuple[int, int] | None:
        level, message = self.format.level(head), self.format.message(head)
        sure = level >= ERROR and message and head.endswith(message) and not head.endswith(b"\n")
        return (level, len(head) - len(message)) if sure and b"\n" not in head else None


def _records(
    data: bytes | mmap, reading: Reading, wanted: Sequence[bytes], begin: int, end: int, indented: bool
) -> Iterator[tuple[re.Match[bytes], int, int]]:
    """The beginning, where its word ends, and where it ends, of each record whose first line holds a word."""
    at = begin
    for place, word_end in _places(data, wanted, begin):
        if place < at:
            continue
        start = data.rfind(b"\n", 0, place) + 1
        if start >= end:
            return
        match = reading.begin.match(data, start) if start >= begin else None
        if not match:
            at = data.find(b"\n", place) + 1 or len(data)
            continue
        at = _next(data, reading, indented, place)
        yield match, word_end, at


def _next(data: bytes | mmap, reading: Reading, indented: bool, place: int) -> int:
    """Where the next record begins after the line of this place."""
    if indented:
        found = reading.begin.search(data, data.find(b"\n", place) + 1 or len(data))
        return found.start() if found else len(data)
    while flush := _FLUSH.search(data, place):
        place = flush.end()
        if reading.begin.match(data, place):
            return place
    return len(data)


def _indented(head: bytes, reading: Reading) -> bool:
    """Whether records of this log begin with blanks: by its first lines, whichever part is asked for."""
    lines = head.splitlines()
    return any(reading.begin.match(line) for line in lines if line[:1] in (b" ", b"\t"))


def _places(data: bytes | mmap, wanted: Sequence[bytes], begin: int) -> Iterator[tuple[int, int]]:
    """From where to where any of the words stands, in order of their beginnings."""
    find, size = finder(data), len(data)
    longest = max(map(len, wanted))
    for low in range(begin, size, _CHUNK):
        high = min(low + _CHUNK, size)
        found = []
        for word in wanted:
            place = find(word, low, min(high + longest, size))
            while 0 <= place < high:
                found.append((place, place + len(word)))
                place = find(word, place + len(word), min(high + longest, size))
        yield from sorted(found)


def finder(data: bytes | mmap) -> Find:
    """`find(word, from, to)` over these bytes; faster with stringzilla, with the same result."""
    try:
        import stringzilla  # type: ignore[import-not-found,import-untyped,unused-ignore]
    except ImportError:
        return data.find
    view, search = memoryview(data), stringzilla.find

    def find(word: bytes, start: int, end: int) -> int:
        place: int = search(view[start:end], word) if start < end else -1
        return place + start if place >= 0 else -1

    return find
