"""The blocks of a .bz2 file: each begins with the same 48 bits, at any bit, and is decompressed for itself.

So a window is found without an index and without reading what is before it; only where in the text it stands
nobody knows then. The layout is that of bzip2's decompress.c: a block is its mark, its checksum and its data;
a stream ends with another mark and the checksum of all its blocks, which of one block is that block's own.
"""

from __future__ import annotations

import bz2
import os

from farhand.archives.compressed import Damaged
from farhand.logs.places.parts import MOST, NEAR

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_BLOCK, _END, _WIDE = 0x314159265359, 0x177245385090, 48
#: Bytes between two places at which the next block is looked for; bytes of the longest block, and some.
STEP, LONGEST = 1 << 18, 1 << 20


class Blocks:
    """Place `n` is the first block that begins behind `n` * STEP bytes of the file."""

    def __init__(self, number: int, size: int) -> None:
        self.count = (size + STEP - 1) // STEP
        self._number, self._size = number, size
        self._level = os.pread(number, 4, 0)[3:4]

    def head(self, number: int) -> bytes:
        return next(self._texts(number * STEP), b"")[:NEAR]

    def base(self, number: int) -> int | None:
        return None if number else 0

    def between(self, low: int, high: int) -> bytes | None:
        """Of the blocks behind the last place one more is taken: records go on in it."""
        found: list[bytes] = []
        left = MOST
        for text in self._texts(low * STEP, high * STEP):
            found.append(text)
            left -= len(text)
            if left < 0:
                return None
        return b"".join(found)

    def _texts(self, at: int, until: int | None = None) -> Iterator[bytes]:
        """The texts of the blocks from a byte on, up to one that begins at `until` or later, that one too."""
        while at < self._size:
            data = os.pread(self._number, STEP + LONGEST, at)
            marks = _marks(data)
            begins = [one for one in marks if one[1] and one[0] < STEP * 8]
            for bit, _ in begins:
                ends = [other for other, _ in marks if other > bit]
                if not ends:
                    raise Damaged("the compressed file is damaged (a block does not end)")
                yield self._text(data, bit, ends[0])
                if until is not None and at + bit // 8 >= until:
                    return
            at += STEP

    def _text(self, data: bytes, begin: int, end: int) -> bytes:
        """A block as the only one of a file."""
        first, last = begin // 8, (end + 7) // 8
        bits = int.from_bytes(data[first:last], "big") >> (last * 8 - end) & (1 << (end - begin)) - 1
        own = bits >> (end - begin - _WIDE - 32) & 0xFFFFFFFF
        whole = (bits << _WIDE | _END) << 32 | own
        wide = end - begin + _WIDE + 32
        over = -wide % 8
        packed = (whole << over).to_bytes((wide + over) // 8, "big")
        try:
            return bz2.decompress(b"BZh" + self._level + packed)
        except (OSError, ValueError) as error:
            raise Damaged(f"the compressed file is damaged ({error})") from error


def _marks(data: bytes) -> list[tuple[int, bool]]:
    """At which bits a block (True) or the end of a stream (False) begins, in order."""
    found = [(bit, True) for bit in _bits(data, _BLOCK)] + [(bit, False) for bit in _bits(data, _END)]
    return sorted(found)


def _bits(data: bytes, mark: int) -> Iterator[int]:
    """Where these 48 bits are, at any bit."""
    for shift in range(8):
        text = (mark << 8 - shift).to_bytes(7, "big")
        high, low = 0xFF >> shift, 0xFF << 8 - shift & 0xFF
        at = data.find(text[1:6])
        while at >= 0:
            before, after = data[at - 1 : at] if at else b"", data[at + 5 : at + 6]
            fits = before and before[0] & high == text[0] & high
            if fits and (shift == 0 or (after and after[0] & low == text[6] & low)):
                yield (at - 1) * 8 + shift
            at = data.find(text[1:6], at + 1)
