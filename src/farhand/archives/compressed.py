"""A file as it is read: compressed ones decompressed, by what they begin with.

Decompressors give out a bounded piece at a time and may use a bounded amount of memory, so that a small
file cannot become a large one before anybody has counted it. What comes before damage is not lost with it.
"""

from __future__ import annotations

import io
from types import TracebackType
from typing import Any, BinaryIO, Callable, cast

#: Bytes read and given out at once; memory that a file may ask its decompressor to use.
BLOCK, MEMORY = 1 << 18, 256 << 20

Make = Callable[[], Any]


class Damaged(Exception):
    """A file that breaks off or is not what it says; what came before could be read."""


def opened(source: BinaryIO, count: Callable[[int], None] = lambda _: None) -> BinaryIO:
    """`source`, or what it decompresses to. Raises OSError where it cannot be read at all.

    `count` is told how many bytes were read of the compressed file, each time.
    """
    known = isinstance(source, io.BufferedReader)
    buffered = cast(io.BufferedReader, source) if known else io.BufferedReader(cast(io.RawIOBase, source))
    try:
        make = decompressor(buffered.peek(6)[:6])
    except OSError:
        buffered.close()
        raise
    return cast(BinaryIO, Decompressed(cast(BinaryIO, buffered), make, count) if make else buffered)


def decompressor(head: bytes) -> Make | None:
    """How a file that begins so is decompressed; None: it is not compressed, or not in a known way."""
    if head.startswith(b"\x1f\x8b"):
        return _gzip
    if head.startswith(b"BZh") and head[3:4].isdigit():
        return _bzip2
    if head.startswith(b"\xfd7zXZ\x00"):
        return _xz
    if head.startswith(b"\x28\xb5\x2f\xfd"):
        return _zstd()
    return None


def _gzip() -> Any:
    try:
        from isal import isal_zlib  # type: ignore[import-not-found, unused-ignore]

        return Deflated(isal_zlib.decompressobj(31))
    except ImportError:
        import zlib

        return Deflated(zlib.decompressobj(31))


def _bzip2() -> Any:
    import bz2

    return bz2.BZ2Decompressor()


def _xz() -> Any:
    import lzma

    return lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=MEMORY)


def _zstd() -> Make:
    """Python has it from 3.14 on; before that the package zstandard has."""
    try:
        from compression import zstd  # type: ignore[import-not-found, unused-ignore]

        return cast(Make, zstd.ZstdDecompressor)
    except ImportError:
        pass
    try:
        import zstandard
    except ImportError:
        why = "compressed with zstd: run zstd -d on it first, or pip install zstandard"
        raise OSError(why) from None
    return lambda: _Zstandard(zstandard.ZstdDecompressor(max_window_size=MEMORY).decompressobj())


class Deflated:
    """zlib's decompressor with the interface that bz2 and lzma have."""

    def __init__(self, inner: Any) -> None:
        self._inner = inner
        self.needs_input = True

    def decompress(self, data: bytes, most: int) -> bytes:
        out = self._inner.decompress(self._inner.unconsumed_tail + data, most)
        self.needs_input = not self._inner.unconsumed_tail and len(out) < most
        return cast(bytes, out)

    @property
    def eof(self) -> bool:
        return bool(self._inner.eof)

    @property
    def unused_data(self) -> bytes:
        return cast(bytes, self._inner.unused_data)


class _Zstandard:
    """The package's decompressor: it cannot be told to stop early, so it is given little at a time."""

    FEED = 1 << 10

    def __init__(self, inner: Any) -> None:
        self._inner, self._waits = inner, b""
        self.needs_input = True

    def decompress(self, data: bytes, most: int) -> bytes:
        now, self._waits = (self._waits + data)[: self.FEED], (self._waits + data)[self.FEED :]
        out = cast(bytes, self._inner.decompress(now)) if now else b""
        self.needs_input = not self._waits
        return out

    @property
    def eof(self) -> bool:
        return bool(self._inner.eof)

    @property
    def unused_data(self) -> bytes:
        return cast(bytes, self._inner.unused_data) + self._waits


class Decompressed:
    """Reads one or more compressed streams, one after the other, as one file."""

    def __init__(self, source: BinaryIO, make: Make, count: Callable[[int], None]) -> None:
        self._source, self._make, self._count = source, make, count
        self._inner = make()
        self._damage: Exception | None = None
        self._left = b""
        self._ended = False
        self._rest = b""  # read of the source, for the stream that comes next

    def read(self, size: int = -1) -> bytes:
        """Up to `size` bytes, none at the end. Raises Damaged once all before it has been given out."""
        parts: list[bytes] = []
        wanted = size if size >= 0 else 1 << 62
        while wanted > 0:
            piece = self._left or self._piece()
            if not piece:
                break
            parts.append(piece[:wanted])
            self._left = piece[wanted:]
            wanted -= len(parts[-1])
        if self._damage and not parts and size:
            raise Damaged(_says(self._damage)) from self._damage
        return b"".join(parts)

    def _piece(self) -> bytes:
        """The next bytes, none at the end or where it is damaged."""
        while not self._ended and not self._damage:
            try:
                out = self._step()
            except Damaged:
                raise
            except Exception as error:  # zlib.error, LZMAError and ZstdError have no common base
                self._damage = error
                return b""
            if out:
                return out
        return b""

    def _step(self) -> bytes:
        if self._inner.eof:
            self._begin_next()
            return b""
        data = b""
        if self._inner.needs_input:
            data, self._rest = self._rest or self._more(), b""
            if not data:
                raise EOFError("it breaks off before its end")
        return cast(bytes, self._inner.decompress(data, BLOCK))

    def _begin_next(self) -> None:
        """Another stream may follow; zeros that fill up a tape's block may too."""
        rest = (self._inner.unused_data + self._rest).lstrip(b"\0")
        while not rest:
            more = self._more()
            if not more:
                self._ended = True
                return
            rest = more.lstrip(b"\0")
        rest += self._more() if len(rest) < 6 else b""
        if decompressor(rest[:6]) is None:
            raise ValueError("something else follows its end, which was left out")
        self._inner, self._rest = self._make(), rest

    def _more(self) -> bytes:
        data = self._source.read(BLOCK)
        self._count(len(data))
        return data

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return False

    def close(self) -> None:
        self._source.close()

    def __enter__(self) -> Decompressed:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _says(damage: Exception) -> str:
    return f"the compressed file is damaged ({damage})"
