"""The record that stands at an offset of a file."""

from __future__ import annotations

from farhand.logs.model import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from farhand.logs.formats import Reading
    from farhand.logs.places import Anywhere

#: Bytes read before and behind what is looked at; how much of a record's beginning is needed to know it.
BEFORE, BEHIND, NEED = 1 << 16, 1 << 17, 1 << 13
#: A record that is longer is not given whole.
LONGEST = 16 << 20


class Around:
    """Finds whole records of one file; what was read last is kept, for the next is often near."""

    __slots__ = ("_base", "_data", "_file", "_reading")

    def __init__(self, reading: Reading, file: Anywhere) -> None:
        self._reading = reading
        self._file = file
        self._base = 0
        self._data = b""

    def seen(self, base: int, data: bytes) -> None:
        """Take a part of the file that somebody has read: its first byte stands at `base`."""
        self._base, self._data = base, data

    def record(self, offset: int) -> Record:
        """The record of which the byte at `offset` is a part; time None where none has begun before it."""
        return self._one_line(offset) or self._of_lines(offset)

    def _one_line(self, offset: int) -> Record | None:
        """Most are one line, with another record after it, and at hand."""
        data, at, match = self._data, offset - self._base, self._reading.begin.match
        if not 0 <= at < len(data) - NEED:
            return None
        line, end = data.rfind(b"\n", 0, at) + 1, data.find(b"\n", at, len(data) - NEED) + 1
        found, after = (match(data, line), match(data, end)) if end and line else (None, None)
        time = self._reading.time(found) if found else None
        if time is None or after is None or self._reading.time(after) is None:
            return None
        return Record(time, data[line:end], self._base + line)

    def _of_lines(self, offset: int) -> Record:
        start, time = self._start(offset)
        if time is None:  # each line is for itself
            start = self._line(offset)
            end = self._line_end(offset)
        else:
            end = self._end(offset, start)
        self._see(start, end)
        return Record(time, self._data[start - self._base : end - self._base], start)

    def _see(self, low: int, high: int) -> None:
        """Have the bytes from `low` to `high` at hand, or all there are."""
        high = min(high, self._file.size)
        if self._base <= low and high <= self._base + len(self._data):
            return
        self._base = max(0, low - BEFORE)
        self._data = self._file.read(self._base, max(high - self._base, BEFORE + BEHIND))

    def _start(self, offset: int) -> tuple[int, float | None]:
        at, limit = offset, max(0, offset - LONGEST)
        while True:
            line = self._line(at)
            time = self._begins(line)
            if time is not None or line <= limit:
                return line, time
            at = line - 1

    def _line(self, at: int) -> int:
        """Where the line begins in which `at` is."""
        reach = BEFORE
        while True:
            low = max(0, at - reach)
            self._see(low, at + 1)
            place = self._data.rfind(b"\n", 0, max(0, at - self._base))
            if place >= 0 or self._base == 0:
                return self._base + place + 1
            if reach > LONGEST:
                return low
            reach *= 4

    def _line_end(self, at: int) -> int:
        while True:
            self._see(at, at + NEED)
            place = self._data.find(b"\n", at - self._base)
            if place >= 0 or self._base + len(self._data) >= self._file.size or not self._file.read(at, 1):
                return self._base + (place + 1 if place >= 0 else len(self._data))
            at = self._base + len(self._data)

    def _begins(self, line: int) -> float | None:
        need = NEED
        while True:  # a time may stand at the end of a long line
            self._see(line, line + need)
            match = self._reading.begin.match(self._data, line - self._base)
            ended = self._data.find(b"\n", line - self._base) >= 0 or line + need >= self._file.size
            if match or ended or need > LONGEST:
                return self._reading.time(match) if match else None
            need *= 8

    def _end(self, offset: int, start: int) -> int:
        at = offset
        while at < self._file.size and at - start < LONGEST:
            self._see(at, at + NEED)
            place = self._data.find(b"\n", at - self._base)
            at = self._base + (place + 1 if place >= 0 else len(self._data))
            if place >= 0 and at < self._file.size and self._begins(at) is not None:
                return at
            if place < 0 and not self._file.read(at, 1):
                break
        return min(at, self._file.size)
