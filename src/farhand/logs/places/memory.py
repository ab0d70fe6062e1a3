"""A part of a log that is at hand: decompressed, or read from a pipe."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


class Memory:
    """Bytes that can be read anywhere, as a file can."""

    __slots__ = ("base", "changed", "data", "name", "size", "stopped")

    def __init__(self, name: str, data: bytes, changed: float, size: int = -1, base: int | None = 0) -> None:
        """Of `data` the first `size` bytes count (negative: all); they stand at `base` in the log (None: not
        known).
        """
        self.base = base
        self.name = name
        self.size = len(data) if size < 0 else size
        self.changed = changed
        self.stopped = ""
        self.data = data

    def read(self, offset: int, count: int) -> bytes:
        if not offset and count >= self.size == len(self.data):
            return self.data
        return self.data[offset : min(offset + count, self.size)]

    def blocks(self, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        data = self.read(start, (self.size if end is None else end) - start)
        if data:
            yield data
