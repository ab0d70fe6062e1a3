"""A place whose reading somebody watches; where nobody does, the place itself is used."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from farhand.logs.places import Place


def size_of(place: Place) -> int:
    """Bytes that there are to read: of a compressed file its own; 0 where nobody knows."""
    return int(getattr(place, "compressed", 0) or getattr(place, "size", 0))


def watched(place: Place, tell: Callable[[int], None]) -> Place:
    """The same place; `tell` is called with numbers of bytes as they are read."""
    return _Anywhere(place, tell) if hasattr(place, "read") else _Place(place, tell)


class _Place:
    def __init__(self, place: Any, tell: Callable[[int], None]) -> None:
        self._place, self._tell = place, tell

    def __getattr__(self, name: str) -> Any:
        return getattr(self._place, name)

    def blocks(self, *between: int) -> Iterator[bytes]:
        number = getattr(self._place, "number", -1)
        before = 0
        for block in self._place.blocks(*between):
            at = os.lseek(number, 0, os.SEEK_CUR) if number > 2 else before + len(block)
            self._tell(max(0, at - before))
            before = at
            yield block


class _Anywhere(_Place):
    def read(self, offset: int, count: int) -> bytes:
        data: bytes = self._place.read(offset, count)
        self._tell(len(data))
        return data
