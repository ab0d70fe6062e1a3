"""A window of one log as text, without looking at each record.

Where all records of a window begin with the same bytes up to some digit of their time (`2026-11-20 14:0`),
those bytes after a line's end part the records, and the digits that follow, compared as text, are their
order. Both are done by whole blocks, at the speed of memory. Where that does not hold, the records are read
one by one.
"""

from __future__ import annotations

from bisect import bisect_left

from farhand.logs.slicing import window

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Generator, Iterator
    from re import Match

    from farhand.logs.formats import Reading
    from farhand.logs.places import Anywhere

#: Bytes of a window that share a beginning, about; bytes that are looked at together.
PART, CHUNK = 16 << 20, 1 << 19


def spans(
    reading: Reading, file: Anywhere, since: float | None, until: float | None, slack: float
) -> list[tuple[float | None, float | None]]:
    """The window as windows of about PART bytes each, one after the other."""
    low = 0 if since is None else window.first(reading, file, since - slack, 0, file.size)
    high = file.size if until is None else window.first(reading, file, until + slack, low, file.size)
    times = [since]
    for at in range(low + PART, high - PART // 2, PART):
        found = window.begin_after(reading, file, at, high)
        if found and (times[-1] is None or found[1] > times[-1]) and (until is None or found[1] < until):
            times.append(found[1])
    return list(zip(times, [*times[1:], until]))


def of_span(
    reading: Reading, file: Anywhere, since: float | None, until: float | None, slack: float
) -> Generator[bytes, None, float | None]:
    """Yields the text of since <= time < until, in the order of time; returns from when on it must be read
    record by record (minus infinity: all of it), None where it is complete.

    The file is one run that is in order but for `slack` seconds: what is older than the newest by more than
    that is written, the rest is held.
    """
    done = float("-inf") if since is None else since
    if not _sorts(reading):
        return done
    low = 0 if since is None else window.first(reading, file, since - slack, 0, file.size)
    high = file.size if until is None else window.first(reading, file, until + slack, low, file.size)
    shared = _shared(reading, file, since, until, low, high, slack) if low < high else None
    if shared is None:
        return done if low < high else None
    held: list[bytes] = []
    # At the log's own ends a record may be before the first, or after the last, and begin otherwise.
    doubted, ends = low == 0, high >= file.size
    for data, last in _chunks(file, low, high, shared.text):
        pieces = _pieces(reading, data, shared, doubted or (last and ends))
        doubted = False
        if pieces is None:
            return done
        held = _sorted(held + pieces, shared.key)
        newest = shared.time(reading, held[-1])
        if newest == float("-inf"):  # a beginning that can be told only with what follows it
            return done
        end = (float("inf") if until is None else until) if last else newest - slack
        low = bisect_left(held, done, key=lambda piece: shared.time(reading, piece))
        high = (
            len(held) if end > newest else bisect_left(held, end, low, key=lambda p: shared.time(reading, p))
        )
        if low < high:
            yield shared.joined(held[low:high])
        held, done = held[high:], max(done, end)
    return None


def of_moments(
    reading: Reading, data: bytes, since: float | None, until: float | None, slack: float
) -> bytes | None:
    """The text of since <= time < until, one of which is given, of records about that time, by the date that
    all of them begin with; None where that cannot be said.
    """
    match = reading.begin.match(data)
    time = reading.time(match) if match else None
    if match is None or time is None or not _sorts(reading) or reading.clock.offset:
        return None
    about = since if since is not None else until or 0.0
    begun = time - sum(int(match[unit]) * size for unit, size in (("H", 3600), ("M", 60), ("S", 1)))
    if not begun + 3 * slack < about < begun + 86_400 - 3 * slack:
        return None
    shared = _from(match, match.start("H") - match.start())
    pieces = _pieces(reading, data, shared, False)
    if pieces is None:
        return None
    held = _sorted(pieces, shared.key)
    low = 0 if since is None else bisect_left(held, since, key=lambda piece: shared.time(reading, piece))
    high = len(held)
    if until is not None:
        high = bisect_left(held, until, low, key=lambda piece: shared.time(reading, piece))
    return shared.joined(held[low:high]) if low < high else b""


def _sorts(reading: Reading) -> bool:
    """Whether records can be sorted as texts. In a wrapper lines that begin no record have a time, too."""
    wrapped = getattr(reading.format, "WRAPS", False)
    return not wrapped and len(reading.parts) == 1 and bool(getattr(reading.stamp, "TEXT_ORDER", False))


def _chunks(file: Anywhere, low: int, high: int, text: bytes) -> Iterator[tuple[bytes, bool]]:
    """Whole records of about CHUNK bytes, which stay near the processor, each with whether it is the last."""
    rest = b""
    while low < high:
        data = file.read(low, min(CHUNK, high - low))
        low = low + len(data) if data else high
        data = rest + data if rest else data
        cut = len(data) if low >= high else data.rfind(b"\n" + text) + 1
        if cut:
            yield data[:cut] if cut < len(data) else data, low >= high
        rest = data[cut:]


def _sorted(pieces: list[bytes], key: int) -> list[bytes]:
    """By their times; equal ones keep their order."""
    keys = [piece[:key] for piece in pieces]
    if sorted(keys) == keys:
        return pieces
    return [pieces[at] for at in sorted(range(len(keys)), key=keys.__getitem__)]


class _Shared:
    """What the records begin with: `text` up to a digit, then `key` bytes of time, then `after`."""

    __slots__ = ("after", "key", "stamp", "text")

    def __init__(self, text: bytes, stamp: bytes, key: int, after: bytes) -> None:
        self.text = text
        self.stamp = stamp
        self.key = key
        self.after = after

    def time(self, reading: Reading, piece: bytes) -> float:
        """Seconds since 1970 of a record that is given without the shared text."""
        match = reading.begin.match(self.text + piece[: self.key + len(self.after)] + b" ")
        found = reading.time(match) if match else None
        return float("-inf") if found is None else found

    def joined(self, pieces: list[bytes]) -> bytes:
        return self.text + (b"\n" + self.text).join(pieces) + b"\n"


def _shared(
    reading: Reading,
    file: Anywhere,
    since: float | None,
    until: float | None,
    low: int,
    high: int,
    slack: float,
) -> _Shared | None:
    """By the records at the ends of a wider window: what lies between two times begins as both of them do."""
    first = 0 if since is None else window.first(reading, file, since - 3 * slack, 0, low + 1)
    last = file.size if until is None else window.first(reading, file, until + 3 * slack, high, file.size)
    begins = [_begin(reading, file, at) for at in (first, low, max(low, high - window.NEAR), last)]
    matches = [one for one in begins if one]
    if not matches or begins[0] is None:
        return None
    if last >= file.size or begins[3] is None:
        tail = _last(reading, file)
        matches += [tail] if tail else []
    return _common(matches)


def _begin(reading: Reading, file: Anywhere, offset: int) -> Match[bytes] | None:
    found = window.begin_after(reading, file, offset, file.size)
    return reading.begin.match(file.read(found[0], window.NEAR)) if found else None


def _last(reading: Reading, file: Anywhere) -> Match[bytes] | None:
    """The last record's beginning, where it is near the end."""
    every = list(reading.begin.finditer(file.read(max(0, file.size - window.NEAR), window.NEAR)))
    return every[-1] if every else None


def _common(matches: list[Match[bytes]]) -> _Shared | None:
    texts = [one[0] for one in matches]
    low, high = min(texts), max(texts)
    count = next((i for i, (a, b) in enumerate(zip(low, high)) if a != b), min(map(len, texts)))
    start = matches[0].start("y") - matches[0].start()
    if count <= start + 4:  # not even the year
        return None
    return _from(matches[0], min(count, len(texts[0]) - 1))


def _from(match: Match[bytes], count: int) -> _Shared:
    """Of records of which the first `count` bytes are the same."""
    text, start = match[0], match.start("y") - match.start()
    zone = match.start("z")
    end = (zone if zone >= 0 else max(match.end("S"), match.end("f"))) - match.start()
    after = match.string[match.start() + end : match.end() + 1]
    return _Shared(text[:count], text[start:count], max(0, end - count), after)


def _pieces(reading: Reading, data: bytes, shared: _Shared, doubted: bool) -> list[bytes] | None:
    """The records without the shared text and their last line's end; None where they may not be all."""
    if not data.startswith(shared.text):
        return None
    pieces = data[len(shared.text) :].split(b"\n" + shared.text)
    doubted = doubted or data.count(shared.stamp) != len(pieces)
    if doubted and sum(1 for _ in reading.begin.finditer(data)) != len(pieces):
        return None
    key, wide = shared.key, len(shared.after)
    after = b"".join([piece[key : key + wide] for piece in pieces])
    if after != shared.after * len(pieces):
        return None
    last = pieces[-1]
    pieces[-1] = last[:-1] if last.endswith(b"\n") else last
    return pieces
