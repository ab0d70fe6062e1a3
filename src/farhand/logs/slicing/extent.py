"""From when to when a log is."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from farhand.logs.formats import Reading

#: Bytes at a log's end in which its last record is looked for, at first and at most.
_NEAR, _FAR = 1 << 14, 1 << 24
_DAY = 86400.0


def extent(log: Any, reading: Reading | None) -> tuple[float, float] | None:
    """Times of the first and of the last record; None where they are not known without reading all.

    Of a compressed log the end is the time of its last change, but not more than a day after its beginning.
    """
    read = getattr(log, "read", None) or getattr(log, "head", None)
    if reading is None or read is None:
        return None
    head = read(0, 1 << 16)
    times = _times(reading, head[: head.rfind(b"\n") + 1] or head)
    if not times:
        return None
    if not hasattr(log, "size"):
        return times[0], max(times[-1], min(log.changed, times[0] + _DAY))
    near, size = _NEAR, int(log.size)
    while near <= _FAR:
        last = _times(reading, read(max(0, size - near), near))
        if last:
            return times[0], last[-1]
        near *= 8
    return None


def _times(reading: Reading, data: bytes) -> list[float]:
    return [time for found in reading.begin.finditer(data) if (time := reading.time(found)) is not None]
