"""The frames of a .zst file: whether they are whole, and where each is decompressed without the others.

RFC 8878 section 3.1. Frames and blocks say how long they are. The decompressor itself ends without a word
where a file breaks off. `zstd` writes one frame; pzstd, the seekable format and who appends write several.
"""

from __future__ import annotations

import io
import os

from farhand.archives.compressed import Damaged
from farhand.logs.places.pieces import Piece, Pieces

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_MAGIC, _SKIPPABLE = 0xFD2FB528, 0x184D2A50
#: Bytes of the fields of a frame's header by their flags.
_DICTIONARY, _CONTENT = (0, 1, 2, 4), (0, 2, 4, 8)
#: Bytes of frames that are taken together, at least: who appends record by record writes small ones.
_TOGETHER = 1 << 18
_CUT = "it breaks off before its end"


def broken(number: int, size: int) -> str:
    """Why the file is not whole; empty where it is. `number` is its descriptor, `size` its bytes."""
    try:
        for _ in _frames(number, size):
            pass
    except Damaged as damage:
        return str(damage)
    return ""


def parts(number: int, size: int) -> Pieces:
    """Some frames together. Raises Damaged where the file is not whole."""
    found: list[Piece] = []
    base: int | None = 0
    for begin, end, length in _frames(number, size):
        if found and found[-1].end - found[-1].begin < _TOGETHER:
            found[-1] = found[-1]._replace(end=end)
        else:
            found.append(Piece(begin, end, base))
        base = None if base is None or length is None else base + length
    return Pieces(found, lambda piece, most: _text(number, piece, most))


def _text(number: int, piece: Piece, most: int) -> bytes:
    from farhand.logs.places.compressed import zstandard_reader

    source = zstandard_reader(io.BytesIO(os.pread(number, piece.end - piece.begin, piece.begin)))
    found = []
    while most > 0 and (data := source.read(most)):
        found.append(data)
        most -= len(data)
    return b"".join(found)


def _frames(number: int, size: int) -> Iterator[tuple[int, int, int | None]]:
    """From where to where each frame is, and the bytes of its text where it says so."""
    at = 0
    length: int | None
    while at < size:
        head = os.pread(number, 18, at)
        magic = int.from_bytes(head[:4], "little")
        begin = at
        if magic & ~0xF == _SKIPPABLE:
            at, length = at + 8 + int.from_bytes(head[4:8], "little"), 0
        elif magic == _MAGIC:
            at, length = _after_frame(number, at, head), _content(head)
        else:
            raise Damaged(_CUT if len(head) < 4 else "something else follows its end")
        if at < 0 or at > size:
            raise Damaged(_CUT)
        yield begin, at, length


def _content(head: bytes) -> int | None:
    """The bytes of a frame's text; None where its header does not say."""
    flags = head[4]
    single, content = flags >> 5 & 1, flags >> 6
    wide = 1 if single and not content else _CONTENT[content]
    at = 5 + (not single) + _DICTIONARY[flags & 3]
    value = int.from_bytes(head[at : at + wide], "little")
    return (value + 256 if wide == 2 else value) if wide else None


def _after_frame(number: int, at: int, head: bytes) -> int:
    """Where the frame that begins at `at` ends; -1 where a part of it is missing."""
    if len(head) < 6:
        return -1
    flags = head[4]
    single, content = flags >> 5 & 1, flags >> 6
    wide = 1 if single and not content else _CONTENT[content]
    at += 5 + (not single) + _DICTIONARY[flags & 3] + wide
    while True:
        block = os.pread(number, 3, at)
        if len(block) < 3:
            return -1
        value = int.from_bytes(block, "little")
        last, kind, length = value & 1, value >> 1 & 3, value >> 3
        at += 3 + (1 if kind == 1 else length)
        if last:
            return at + (4 if flags & 4 else 0)
