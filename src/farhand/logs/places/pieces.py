"""A compressed file of several pieces, each of which is decompressed without those before it."""

from __future__ import annotations

from typing import NamedTuple

from farhand.logs.places.parts import MOST, NEAR

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class Piece(NamedTuple):
    """From where to where it is in the file, and where its text begins in the whole (None: not known)."""

    begin: int
    end: int
    base: int | None


class Pieces:
    """`text(piece, most)` decompresses a piece: at least `most` bytes of its text, or all."""

    def __init__(self, pieces: Sequence[Piece], text: Callable[[Piece, int], bytes]) -> None:
        self.count = len(pieces)
        self._pieces = pieces
        self._text = text

    def head(self, number: int) -> bytes:
        return self._text(self._pieces[number], NEAR)[:NEAR]

    def base(self, number: int) -> int | None:
        return self._pieces[number].base

    def between(self, low: int, high: int) -> bytes | None:
        found: list[bytes] = []
        left = MOST
        for piece in self._pieces[low:high]:
            found.append(self._text(piece, left + 1))
            left -= len(found[-1])
            if left < 0:
                return None
        more = high
        need = NEAR
        while need > 0 and more < self.count:
            found.append(self.head(more)[:need])
            need, more = need - len(found[-1]), more + 1
        return b"".join(found)
