"""A large window of one log as its bytes: its ends are looked at record by record, the rest is copied.

Only where samples of the window show that its records stand in order, but for a moment: a log of several
threads keeps its own order of what happened within `MOMENT` seconds.
"""

from __future__ import annotations

from farhand.logs.slicing import text, window

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from farhand.logs.formats import Reading
    from farhand.logs.places import Anywhere

#: A window of fewer bytes is always sorted; an end of a window of fewer bytes is sorted at once.
LARGE, END = 1 << 20, 1 << 22
#: Seconds by which records of a large window may stand out of order and are left so.
MOMENT = 0.1
#: How many places of a window are looked at, and how many bytes of each.
SAMPLES, SAMPLE = 8, 1 << 12
#: Bytes that are copied at once.
COPIED = 1 << 18


class Ends:
    """Offsets of a window: records from `inner` to `outer` are in it, those of `low` to `high` may be."""

    __slots__ = ("high", "inner", "low", "outer")

    def __init__(
        self, reading: Reading, file: Anywhere, since: float | None, until: float | None, slack: float
    ) -> None:
        size = file.size
        self.low = 0 if since is None else window.first(reading, file, since - slack, 0, size)
        self.high = size if until is None else window.first(reading, file, until + slack, self.low, size)
        self.inner = (
            self.low if since is None else window.first(reading, file, since + slack, self.low, self.high)
        )
        self.outer = (
            self.high if until is None else window.first(reading, file, until - slack, self.inner, self.high)
        )


def in_order(reading: Reading, file: Anywhere, ends: Ends) -> bool:
    """Whether the window is large, and samples of it show no record that is late by more than a moment."""
    if ends.outer - ends.inner < LARGE:
        return False
    step = (ends.outer - ends.inner) // SAMPLES
    return all(_late(reading, file, at) <= MOMENT for at in range(ends.inner, ends.outer - SAMPLE, step))


def _late(reading: Reading, file: Anywhere, at: int) -> float:
    """By how many seconds a record near there follows a later one, at most."""
    newest, late = float("-inf"), 0.0
    data = file.read(at, SAMPLE)
    for match in reading.begin.finditer(data, 1, data.rfind(b"\n") + 1):  # a time that is cut is another one
        time = reading.time(match)
        if time is not None:
            newest = max(newest, time)
            late = max(late, newest - time)
    return late


def of_window(
    reading: Reading, file: Anywhere, ends: Ends, since: float | None, until: float | None, slack: float
) -> Iterator[bytes]:
    """The text of since <= time < until."""
    yield from _edge(reading, file, ends.low, ends.inner, since, None, slack)
    for at in range(ends.inner, ends.outer, COPIED):
        yield file.read(at, min(COPIED, ends.outer - at))
    if ends.outer == file.size and file.read(file.size - 1, 1) != b"\n":
        yield b"\n"
    yield from _edge(reading, file, ends.outer, ends.high, None, until, slack)


def _edge(
    reading: Reading,
    file: Anywhere,
    low: int,
    high: int,
    since: float | None,
    until: float | None,
    slack: float,
) -> Iterator[bytes]:
    if high - low > END:
        yield from _one_by_one(reading, file, low, high, since, until, slack)
    elif low < high:
        data = file.read(low, high - low)
        found = text.of_moments(reading, data, since, until, slack)
        yield _sorted(reading, data, since, until) if found is None else found


def _sorted(reading: Reading, data: bytes, since: float | None, until: float | None) -> bytes:
    """The records of since <= time < until, of a text that begins with one."""
    begins = [(reading.time(match), match.start()) for match in reading.begin.finditer(data)]
    timed = [(time, start) for time, start in begins if time is not None]
    stops = [*(start for _, start in timed[1:]), len(data)]
    kept = [
        (time, start, stop)
        for (time, start), stop in zip(timed, stops)
        if (since is None or since <= time) and (until is None or time < until)
    ]
    texts = [data[start:stop] for _, start, stop in sorted(kept)]
    return b"".join([text if text.endswith(b"\n") else text + b"\n" for text in texts])


def _one_by_one(
    reading: Reading,
    file: Anywhere,
    low: int,
    high: int,
    since: float | None,
    until: float | None,
    slack: float,
) -> Iterator[bytes]:
    from farhand.logs.slicing import order, records

    for record in order.ordered(records.of_blocks(reading, file.blocks(low, high), low), slack):
        time = float("-inf") if record.time is None else record.time
        if (since is None or since <= time) and (until is None or time < until):
            yield record.text if record.text.endswith(b"\n") else record.text + b"\n"
