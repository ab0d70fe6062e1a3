"""The window out of a compressed log that can be decompressed from several places on: found by halving."""

from __future__ import annotations

from farhand.logs.places.memory import Memory

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Protocol

    from farhand.logs.formats import Reading
    from farhand.logs.places.compressed import Compressed

    class Parts(Protocol):
        """Places in a text, numbered from 0, which is its beginning, to `count` - 1."""

        count: int

        def head(self, number: int) -> bytes:
            """`NEAR` bytes of the text from a place on; fewer at its end."""

        def base(self, number: int) -> int | None:
            """Where in the text a place is; None where nobody knows."""

        def between(self, low: int, high: int) -> bytes | None:
            """From one place to `NEAR` bytes behind another (`count`: to the end); None: more than `MOST`."""


#: Bytes at a place in which a record must begin; bytes of text taken together.
NEAR, MOST = 1 << 16, 64 << 20


def part(
    parts: Parts, log: Compressed, reading: Reading, since: float | None, until: float | None, slack: float
) -> Memory | None:
    """The text that holds a window; None where it is too much, or the log has no places but its beginning."""
    if parts.count < 2:
        return None
    known: dict[int, float | None] = {}
    low = 0 if since is None else max(0, _first(parts, reading, since - slack, known) - 1)
    high = parts.count if until is None else _first(parts, reading, until + slack, known)
    data = parts.between(low, high)
    if data is None:
        return None
    base = parts.base(low)
    cut = 0 if low == 0 else data.find(b"\n") + 1
    return Memory(log.name, data[cut:], log.changed, base=None if base is None else base + cut)


def _first(parts: Parts, reading: Reading, wanted: float, known: dict[int, float | None]) -> int:
    """The first place at which a record of `wanted` or later follows; `known` are the times of places."""
    low, high = 0, parts.count
    while low < high:
        middle = (low + high) // 2
        if middle not in known:
            known[middle] = _time(parts, reading, middle)
        time = known[middle]
        if time is None or time >= wanted:
            high = middle
        else:
            low = middle + 1
    return low


def _time(parts: Parts, reading: Reading, number: int) -> float | None:
    data = parts.head(number)
    found = reading.begin.search(data, data.find(b"\n") + 1 if number else 0)
    return reading.time(found) if found else None
