"""Where in a big file a time is: by halving, so that the cost does not grow with the size.

A log is in the order of time but for two things. Records of several threads stand a little out of order: by
less than `slack` seconds. And a clock may be set back: then the file is several runs, each in order, found
by samples.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from farhand.logs.formats import Reading
    from farhand.logs.places import Anywhere

#: Bytes in which there are some records; bytes read to find the next one; how far it is looked for.
NEAR, FIRST, FAR = 1 << 14, 1 << 12, 1 << 24
#: Places at which the order of a file is tried, at most, and bytes for each.
SAMPLES, STEP = 64, 1 << 18


def ranges(
    reading: Reading, file: Anywhere, since: float | None, until: float | None, slack: float
) -> list[tuple[int, int]]:
    """The byte ranges that may hold records of since <= time < until, each beginning at a record."""
    every = [_range(reading, file, since, until, slack, *run) for run in runs(reading, file, slack)]
    return [(start, end) for start, end in every if start < end]


def overlapping(
    reading: Reading,
    file: Anywhere,
    since: float | None,
    until: float | None,
    slack: float,
    found: list[tuple[int, int]],
) -> list[tuple[int, int]]:
    """The runs of which some records may be in the window."""
    each = [(run, _range(reading, file, since, until, slack, *run)) for run in found]
    return [run for run, (start, end) in each if start < end]


def _range(
    reading: Reading,
    file: Anywhere,
    since: float | None,
    until: float | None,
    slack: float,
    low: int,
    high: int,
) -> tuple[int, int]:
    """The bytes of one run that may hold records of the window; the end is the lesser where none does."""
    start = low if since is None else first(reading, file, since - slack, low, high)
    end = high if until is None else first(reading, file, until + slack, low, high)
    return start, end


def first(reading: Reading, file: Anywhere, wanted: float, low: int, high: int) -> int:
    """Where the first record of `wanted` or later begins between two offsets; `high` where there is none."""
    end = high
    while low < high:
        middle = (low + high) // 2
        found = begin_after(reading, file, middle, end)
        if found is None or found[1] >= wanted:
            high = middle
        else:
            low = found[0] + 1
    found = begin_after(reading, file, low, end)
    return found[0] if found else end


def begin_after(reading: Reading, file: Anywhere, offset: int, end: int) -> tuple[int, float] | None:
    """The first record that begins at or after an offset and before `end`: where, and its time."""
    at, data, size = max(offset - 1, 0), b"", FIRST
    while True:
        more = file.read(at + len(data), size)
        data += more
        last = not more or at + len(data) >= file.size
        found = _begin_in(reading, data, offset == 0, last)
        if found:
            return (at + found[0], found[1]) if at + found[0] < end else None
        if last or len(data) > FAR:
            return None
        size = 3 * len(data)


def _begin_in(reading: Reading, data: bytes, whole: bool, last: bool) -> tuple[int, float] | None:
    """The first beginning in data; its first line may be cut unless `whole`, its last one unless `last`."""
    start = 0 if whole else data.find(b"\n") + 1
    if not start and not whole:
        return None
    for match in reading.begin.finditer(data, start):
        if match.end() == len(data) and not last:
            return None
        time = reading.time(match)
        if time is not None:
            return match.start(), time
    return None


def runs(reading: Reading, file: Anywhere, slack: float) -> list[tuple[int, int]]:
    """The parts of the file that are each in order, found by samples."""
    seen: list[tuple[int, float]] = []
    count = max(4, min(SAMPLES, file.size // STEP))
    for number in range(count):
        found = begin_after(reading, file, file.size * number // count, file.size)
        if found and (not seen or found[0] > seen[-1][0]):
            seen.append(found)
    cuts = [0]
    for (at, time), (then, later) in zip(seen, seen[1:]):
        if later < time - slack:
            cuts.append(_jump(reading, file, at, then, time - slack))
    return list(zip(cuts, [*cuts[1:], file.size]))


def _jump(reading: Reading, file: Anywhere, low: int, high: int, before: float) -> int:
    """Between a record of `before` or later and one that is earlier: where the first earlier one begins."""
    while high - low > 1:
        middle = (low + high) // 2
        found = begin_after(reading, file, middle, high)
        if found is None or found[1] < before:
            high = middle
        else:
            low = max(middle, found[0])
    found = begin_after(reading, file, high, file.size)
    return found[0] if found else high
