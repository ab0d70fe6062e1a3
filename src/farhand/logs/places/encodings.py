"""A log in UTF-16 as if it were UTF-8: what Windows' PowerShell and its services write.

With a byte order mark, or without one where every other byte of the beginning is zero (RFC 2781 section 4).
A file is read through once, to know where each part of it is in UTF-8; then it is read where it is wanted.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from farhand.logs.places import Anywhere, Place

#: Bytes of a file that are decoded together, and bytes by which the encoding is told.
_PART, _HEAD = 1 << 20, 1 << 10
_MARKS = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}


def as_utf8(place: Place) -> Place:
    """The place itself where it is not in UTF-16, else one whose bytes are UTF-8."""
    if hasattr(place, "head"):  # compressed: it is read from its beginning on
        return Decoded(place) if codec_of(place.head(0, _HEAD)) else place
    if not hasattr(place, "read"):
        return Decoded(place)
    codec = codec_of(place.read(0, _HEAD))
    return Utf16(place, codec) if codec else place  # type: ignore[arg-type,return-value]


def codec_of(head: bytes) -> str:
    """utf-16-le, utf-16-be, or nothing."""
    marked = _MARKS.get(head[:2])
    if marked or len(head) < 8 or b"\x00" not in head:
        return marked or ""
    half = len(head) // 2
    even, odd = head[: 2 * half : 2].count(0), head[1 : 2 * half : 2].count(0)
    if odd * 10 > half * 7 and even * 10 < half:
        return "utf-16-le"
    return "utf-16-be" if even * 10 > half * 7 and odd * 10 < half else ""


class Decoded:
    """A stream whose blocks are UTF-8, whatever it is in."""

    def __init__(self, place: Place) -> None:
        self.name = place.name
        self.changed = place.changed
        self.stopped = ""
        self._place = place

    def blocks(self) -> Iterator[bytes]:
        yield from self._texts(iter(self._place.blocks()))
        self.stopped = self._place.stopped

    def _texts(self, blocks: Iterator[bytes]) -> Iterator[bytes]:
        head = next(blocks, b"")
        codec = codec_of(head[:_HEAD])
        if not codec:
            yield head
            yield from blocks
            return
        import codecs

        decoder = codecs.getincrementaldecoder(codec)("replace")
        yield decoder.decode(_unmarked(head)).encode()
        for block in blocks:
            yield decoder.decode(block).encode()


class Utf16:
    """`size` bytes of UTF-8 that can be read anywhere."""

    def __init__(self, place: Anywhere, codec: str) -> None:
        self.name = place.name
        self.changed = place.changed
        self._place = place
        self._codec = codec
        self._first = 2 if place.read(0, 2) in _MARKS else 0
        self._kept: tuple[int, bytes] = (-1, b"")
        #: Where each part ends in UTF-8.
        self._ends: list[int] = []
        self.size = 0
        for number in range((place.size - self._first + _PART - 1) // _PART):
            self.size += len(self._part(number))
            self._ends.append(self.size)

    @property
    def stopped(self) -> str:
        return self._place.stopped

    def read(self, offset: int, count: int) -> bytes:
        """Up to `count` bytes from `offset` on."""
        from bisect import bisect_right

        number, parts, wanted = bisect_right(self._ends, offset), [], count
        while wanted > 0 and number < len(self._ends):
            part = self._part(number)
            start = max(0, offset - (self._ends[number] - len(part)))
            parts.append(part[start : start + wanted])
            wanted -= len(parts[-1])
            number += 1
        return b"".join(parts)

    def blocks(self, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        end = self.size if end is None else min(end, self.size)
        while start < end:
            data = self.read(start, min(_PART, end - start))
            if not data:
                return
            start += len(data)
            yield data

    def _part(self, number: int) -> bytes:
        """A part as UTF-8. What is no UTF-16 is replaced; a byte too many at the end is not read."""
        if self._kept[0] != number:
            begin, end = self._bound(number), self._bound(number + 1)
            data = self._place.read(begin, end - begin)
            text = data[: len(data) // 2 * 2].decode(self._codec, "replace")
            self._kept = number, text.encode()
        return self._kept[1]

    def _bound(self, number: int) -> int:
        """Where a part begins in the file: never between the two halves of one character."""
        at = self._first + number * _PART
        high = self._place.read(at - 2, 2)[1 if self._codec.endswith("le") else 0 :][:1] if number else b""
        return at - 2 if b"\xd8" <= high <= b"\xdb" else at


def _unmarked(head: bytes) -> bytes:
    return head[2:] if head[:2] in _MARKS else head
