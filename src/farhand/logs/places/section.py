"""A part of a place that can be read anywhere, as one of its own."""

from __future__ import annotations

from farhand.logs.places import BLOCK

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from farhand.logs.places import Anywhere


class Section:
    """The bytes from `low` to `high`."""

    __slots__ = ("_low", "_place", "changed", "name", "size")

    def __init__(self, place: Anywhere, low: int, high: int) -> None:
        self.name, self.changed = place.name, place.changed
        self.size = high - low
        self._place, self._low = place, low

    @property
    def stopped(self) -> str:
        return self._place.stopped

    def will_read(self, count: int) -> None:
        """As who watches the whole wants to know."""
        tell = getattr(self._place, "will_read", None)
        if tell:
            tell(count)

    def read(self, offset: int, count: int) -> bytes:
        return self._place.read(self._low + offset, max(0, min(count, self.size - offset)))

    def blocks(self, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        end = self.size if end is None else min(end, self.size)
        for at in range(start, end, BLOCK):
            data = self.read(at, min(BLOCK, end - at))
            if not data:
                return
            yield data
