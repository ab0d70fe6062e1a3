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


def watched(place: Place, tell: Callable[[int], None], expects: Callable[[int], None] | None = None) -> Place:
    """The same place; `tell` is called with numbers of bytes as they are read, `expects` with how many will
    be, once that is known of a place that can be read anywhere.
    """
    return _Anywhere(place, tell, expects) if hasattr(place, "read") else _Place(place, tell)


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
    def __init__(
        self, place: Any, tell: Callable[[int], None], expects: Callable[[int], None] | None
    ) -> None:
        super().__init__(place, tell)
        self._expects = expects
        self._done = self._told = 0

    def read(self, offset: int, count: int) -> bytes:
        data: bytes = self._place.read(offset, count)
        self._done += len(data)
        self._tell(len(data))
        return data

    def blocks(self, *between: int) -> Iterator[bytes]:
        for block in super().blocks(*between):
            self._done += len(block)
            yield block

    def will_read(self, count: int) -> None:
        """So many bytes are still to come, of what was told before and more."""
        if self._expects and self._done + count > self._told:
            self._expects(self._done + count - self._told)
            self._told = self._done + count
