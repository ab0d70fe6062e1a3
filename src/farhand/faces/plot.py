"""A rate over time as bars of characters, eighths of a block high, or plain ASCII.  Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timezone

_EIGHTHS, _ASCII = " ▁▂▃▄▅▆▇█", " .:#"
#: Rows of the plot of errors.
HEIGHT = 4

Points = Sequence[tuple[float, int, int]]


def lines(points: Points, seconds: int, width: int, plain: bool = False) -> list[str]:
    """Errors as bars of HEIGHT rows, all records as one row, and the times at both ends."""
    begin, end = points[0][0], points[-1][0] + seconds
    bad, every = columns(points, begin, end, width)
    steps = _ASCII if plain else _EIGHTHS
    rows = bars(bad, HEIGHT, steps)
    most = f"{max(bad):,}"
    found = [f"{most if number == 0 else '':>9} {row.rstrip()}" for number, row in enumerate(rows)]
    if bad != every:
        found.append(f"{f'all {short(max(every))}':>9} {bars(every, 1, steps)[0].rstrip()}")
    left, right = clock(begin), clock(end)
    found.append(" " * 10 + left + " " * max(1, len(bad) - len(left) - len(right)) + right)
    return found


def columns(points: Points, begin: float, end: float, width: int) -> tuple[list[int], list[int]]:
    """Sums of errors and of all records in at most `width` columns of the same length."""
    count = max(1, min(width, len(points) if len(points) > width else width))
    bad, every = [0] * count, [0] * count
    for time, errors, records in points:
        column = min(count - 1, int((time - begin) / (end - begin) * count))
        bad[column] += errors
        every[column] += records
    return bad, every


def bars(values: Sequence[int], height: int, steps: str = _EIGHTHS) -> list[str]:
    """Rows from the highest to the lowest; what is not zero is seen."""
    fine, most = len(steps) - 1, max([*values, 1])
    heights = [0 if not value else max(1, round(value / most * height * fine)) for value in values]
    return [
        "".join(steps[min(fine, max(0, one - row * fine))] for one in heights)
        for row in reversed(range(height))
    ]


def short(count: int) -> str:
    """A count in at most five signs."""
    for unit in ("", "k", "M", "G"):
        if count < 10_000:
            return f"{count}{unit}"
        count //= 1000
    return "many"


def clock(time: float) -> str:
    return datetime.fromtimestamp(time, timezone.utc).strftime("%m-%d %H:%M")


def width_of(seconds: int) -> str:
    """A length of time in the largest unit that fits: 90 s, 5 min, 3 h, 2 d."""
    for name, size in (("d", 86400), ("h", 3600), ("min", 60)):
        if seconds >= size and (seconds % size == 0 or seconds >= 3 * size):
            return f"{seconds // size} {name}"
    return f"{seconds} s"


def size(count: float) -> str:
    """Bytes for a person: 12 kB, 3.4 MB, 1.0 GB."""
    for name in ("B", "kB", "MB"):
        if count < 1000:
            return f"{count:.0f} {name}" if name in ("B", "kB") else f"{count:.1f} {name}"
        count /= 1000
    return f"{count:,.1f} GB"
