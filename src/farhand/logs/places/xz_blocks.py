"""The blocks of an .xz file, as its own index tells them: `xz -T` and pixz write several, plain old xz one.

https://tukaani.org/xz/xz-file-format.txt, sections 2 and 4.
"""

from __future__ import annotations

import lzma
import os
import zlib

from farhand.archives.compressed import MEMORY, Damaged
from farhand.logs.places.pieces import Piece, Pieces

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_HEADER = 12
_BEGIN, _END = b"\xfd7zXZ\x00", b"YZ"
#: Bytes of the longest index that is read: some millions of blocks.
_LONGEST = 64 << 20


def parts(number: int, size: int) -> Pieces:
    """`number` is the file's descriptor, `size` its bytes. Raises Damaged where its ends do not fit."""
    blocks: list[tuple[int, int, int]] = []
    while size > 0:
        size, own = _stream(number, size)
        blocks[:0] = own
    found, base = [], 0
    for begin, end, length in blocks:
        found.append(Piece(begin, end, base))
        base += length
    head = os.pread(number, _HEADER, 0)
    return Pieces(found, lambda piece, most: _text(number, head, piece, most))


def _stream(number: int, end: int) -> tuple[int, list[tuple[int, int, int]]]:
    """Where the last stream before `end` begins, and (begin, end, bytes of text) of its blocks."""
    while end >= 4 and os.pread(number, 4, end - 4) == b"\x00" * 4:  # padding
        end -= 4
    foot = os.pread(number, _HEADER, max(0, end - _HEADER))
    if len(foot) < _HEADER or foot[10:] != _END or foot[:4] != _sum(foot[4:10]):
        raise Damaged("the compressed file is damaged (its last bytes are no end of a stream)")
    length = (int.from_bytes(foot[4:8], "little") + 1) * 4
    at = end - _HEADER - length
    index = os.pread(number, length, at) if at > 0 and length <= _LONGEST else b""
    if len(index) < 8 or index[:1] != b"\x00" or index[-4:] != _sum(index[:-4]):
        raise Damaged("the compressed file is damaged (its index)")
    rows = list(_rows(index))
    begin = at - sum(padded for padded, _ in rows) - _HEADER
    if begin < 0 or os.pread(number, 6, begin) != _BEGIN:
        raise Damaged("the compressed file is damaged (its index does not fit)")
    found, place = [], begin + _HEADER
    for padded, text in rows:
        found.append((place, place + padded, text))
        place += padded
    return begin, found


def _rows(index: bytes) -> Iterator[tuple[int, int]]:
    """Bytes of each block in the file, and of its text."""
    count, at = _number(index, 1)
    for _ in range(count):
        size, at = _number(index, at)
        text, at = _number(index, at)
        yield (size + 3) // 4 * 4, text


def _number(data: bytes, at: int) -> tuple[int, int]:
    """A number of seven bits a byte, the lowest first, and where it ends."""
    value = shift = 0
    while at < len(data) and shift < 63:
        byte = data[at]
        value |= (byte & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if not byte & 0x80:
            return value, at
    raise Damaged("the compressed file is damaged (its index)")


def _sum(data: bytes) -> bytes:
    return zlib.crc32(data).to_bytes(4, "little")


def _text(number: int, head: bytes, piece: Piece, most: int) -> bytes:
    """A block is decompressed as if it were the first one of a file that goes on."""
    inner = lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=MEMORY)
    try:
        inner.decompress(head)
        return inner.decompress(os.pread(number, piece.end - piece.begin, piece.begin), most)
    except lzma.LZMAError as error:
        raise Damaged(f"the compressed file is damaged ({error})") from error
