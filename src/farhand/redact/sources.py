"""A file as it is read for redaction: compressed ones decompressed, by what they begin with."""

from __future__ import annotations

import io
from typing import BinaryIO, cast


class Damaged(Exception):
    """A compressed file that breaks off or is not what it says; what came before could be read."""


def opened(source: BinaryIO) -> BinaryIO:
    """`source`, or what it decompresses to. Raises OSError where it cannot be read at all."""
    known = isinstance(source, io.BufferedReader)
    buffered = cast(io.BufferedReader, source) if known else io.BufferedReader(cast(io.RawIOBase, source))
    try:
        head = buffered.peek(6)[:6]
    except OSError:
        buffered.close()
        raise
    plain = _decompressor(head, buffered)
    return cast(BinaryIO, _Careful(plain) if plain else buffered)


def _decompressor(head: bytes, source: BinaryIO) -> BinaryIO | None:
    if head.startswith(b"\x1f\x8b"):
        import gzip

        return cast(BinaryIO, gzip.GzipFile(fileobj=source, mode="rb"))
    if head.startswith(b"BZh"):
        import bz2

        return cast(BinaryIO, bz2.BZ2File(source))
    if head.startswith(b"\xfd7zXZ\x00"):
        import lzma

        return cast(BinaryIO, lzma.LZMAFile(source))
    return None


class _Careful:
    """Reads piece by piece, so that what comes before the damage is not lost with it."""

    def __init__(self, source: BinaryIO) -> None:
        self._source = source
        self._damage: Exception | None = None

    def read(self, size: int = -1) -> bytes:
        """Up to `size` bytes, none at the end. Raises Damaged once all before it has been given out."""
        if self._damage:
            raise Damaged(f"the compressed file is damaged ({self._damage})")
        parts: list[bytes] = []
        left = size if size >= 0 else 1 << 62
        while left > 0:
            piece = self._piece(min(left, 8192))
            parts.append(piece)
            left -= len(piece)
            if not piece:
                break
        if self._damage and not any(parts):
            raise Damaged(f"the compressed file is damaged ({self._damage})")
        return b"".join(parts)

    def _piece(self, size: int) -> bytes:
        if self._damage:
            return b""
        try:
            read = getattr(self._source, "read1", self._source.read)
            return cast(bytes, read(size))
        except (EOFError, OSError, ValueError) as error:
            self._damage = error
        except Exception as error:  # zlib.error and lzma.LZMAError have no common base
            self._damage = error
        return b""

    def close(self) -> None:
        self._source.close()

    def __enter__(self) -> _Careful:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
