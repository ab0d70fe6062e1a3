"""A compressed log, decompressed as it is read, never to disk: .gz, .bz2, .xz, .zst, told by how it begins.

Farhand's `fast` extra brings faster decompressors; without it Python's own are used.
"""

from __future__ import annotations

import os

from farhand.errors import Mistake

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from farhand.logs.formats import Reading
    from farhand.logs.places.memory import Memory
    from farhand.logs.places.parts import Parts

#: Bytes asked for at once: what the decompressor gives in one piece.
_PIECE = 1 << 18
#: Bytes of a file of which it is told why each window costs as much as the first, and what is told.
_LARGE = 32 << 20
_ONE_BLOCK = (
    "it was compressed as one block, which can be read from its beginning only: each window costs as much as "
    "all before it; compressed by xz -T2, pzstd or gzip a window costs little"
)
ZSTD = b"\x28\xb5\x2f\xfd"


def known(head: bytes) -> bool:
    """Whether a file that begins so is compressed in one of those ways."""
    return head.startswith((b"\x1f\x8b", b"\xfd7zXZ\x00", ZSTD)) or (
        head.startswith(b"BZh") and head[3:4].isdigit() and head[4:10] in (b"1AY&SY", b"\x17rE8P\x90")
    )


class Compressed:
    """What a compressed file holds; it can be read again from its beginning."""

    __slots__ = ("_head", "_text", "changed", "compressed", "name", "number", "says", "stopped")

    def __init__(self, name: str, number: int, head: bytes, size: int, changed: float) -> None:
        self.name = name
        self.number = number
        self.changed = changed
        self.stopped = ""
        #: What is to be told of how it was read.
        self.says = ""
        #: Bytes of the file itself.
        self.compressed = size
        self._head = head
        self._text = b""

    def close(self) -> None:
        """Give its descriptor back; nothing can be read any more."""
        number, self.number = self.number, -1
        if number > 2:
            os.close(number)

    __del__ = close

    def blocks(self) -> Iterator[bytes]:
        from farhand.archives.compressed import Damaged

        self.stopped, done = "", 0
        try:
            source = self._opened()
            while data := source.read(_PIECE):
                done += len(data)
                yield data
            if self._head.startswith(ZSTD):
                self._complete()
        except (Damaged, OSError) as error:
            why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
            self.stopped = f"after {done} bytes of its text: {why}"

    def part(self, reading: Reading, since: float | None, until: float | None, slack: float) -> Memory | None:
        """The text that holds a window, without reading all before it; None where that cannot be had."""
        if since is None and until is None:
            return None
        if self._head.startswith(b"\x1f\x8b"):
            from farhand.logs.places import gzip_index

            return gzip_index.part(self, reading, since, until, slack)
        from farhand.archives.compressed import Damaged
        from farhand.logs.places import parts

        try:
            found = self._parts()
            if found.count < 2 and self.compressed >= _LARGE:
                self.says = _ONE_BLOCK
            return parts.part(found, self, reading, since, until, slack)
        except (Damaged, OSError, ImportError):  # it is read as a stream, which says where it is damaged
            return None

    def _parts(self) -> Parts:
        """The places from which on it can be decompressed. Raises Damaged or OSError."""
        if self._head.startswith(b"BZh"):
            from farhand.logs.places import bzip2_blocks

            return bzip2_blocks.Blocks(self.number, self.compressed)
        if self._head.startswith(ZSTD):
            from farhand.logs.places import zstd_frames

            return zstd_frames.parts(self.number, self.compressed)
        from farhand.logs.places import xz_blocks

        return xz_blocks.parts(self.number, self.compressed)

    def head(self, offset: int, count: int) -> bytes:
        """Up to `count` bytes of the text's beginning, at most 64 KiB; `offset` is 0."""
        from farhand.archives.compressed import Damaged

        try:
            self._text = self._text or self._opened().read(1 << 16)
        except (Damaged, OSError):
            return b""
        return self._text[offset : offset + count]

    def _opened(self) -> BinaryIO:
        os.lseek(self.number, 0, os.SEEK_SET)
        raw = open(self.number, "rb", buffering=1 << 18, closefd=False)  # noqa: SIM115
        if self._head.startswith(ZSTD):
            return zstandard_reader(raw)
        from farhand.archives import compressed

        return compressed.opened(raw)

    def _complete(self) -> None:
        from farhand.archives.compressed import Damaged
        from farhand.logs.places import zstd_frames

        if why := zstd_frames.broken(self.number, self.compressed):
            raise Damaged(f"the compressed file is damaged ({why})")


def zstandard_reader(raw: BinaryIO) -> BinaryIO:
    """Raises OSError where nothing here decompresses it."""
    from farhand.archives.compressed import MEMORY, Damaged

    try:
        import zstandard
    except ImportError:
        from farhand.archives import compressed

        return compressed.opened(raw)
    reader = zstandard.ZstdDecompressor(max_window_size=MEMORY).stream_reader(
        raw, read_size=1 << 17, read_across_frames=True
    )

    class Reader:
        def read(self, size: int = -1) -> bytes:
            try:
                return reader.read(size)
            except zstandard.ZstdError as error:
                raise Damaged(f"the compressed file is damaged ({error})") from error

    return Reader()  # type: ignore[return-value]


def opened(name: str, number: int, head: bytes, size: int, changed: float) -> Compressed:
    """Raises Mistake where nothing here can decompress it."""
    if head.startswith(ZSTD):
        from farhand.archives import compressed

        try:
            compressed.decompressor(head)
        except OSError as error:
            raise Mistake(f"{name}: {error}") from None
    return Compressed(name, number, head, size, changed)
