"""From a file of any kind to its members, inner archives included, with every limit held."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO, cast

from farhand.archives import tar
from farhand.archives import zip as zipped
from farhand.archives.compressed import Damaged, opened
from farhand.archives.limits import Limits, Meter, size
from farhand.archives.model import FILE, Member, Refused

TAR, ZIP = "tar", "zip"


@dataclass(frozen=True)
class Found:
    """A file, decompressed where it was compressed: its kind of archive, and its bytes from the start."""

    kind: str  # TAR, ZIP or "" for what is no archive
    compressed: bool
    data: BinaryIO
    head: bytes  # its first 512 bytes


class Ahead:
    """A file whose first bytes were read already."""

    def __init__(self, source: BinaryIO, head: bytes) -> None:
        self._source, self._head = source, head

    def read(self, size: int = -1) -> bytes:
        """What was read already is given out before damage behind it is told, which the next call does."""
        taken = self._head if size < 0 else self._head[:size]
        self._head = self._head[len(taken) :]
        if len(taken) == size:
            return taken
        try:
            return taken + self._source.read(size if size < 0 else size - len(taken))
        except Damaged:
            if not taken:
                raise
            return taken

    def readable(self) -> bool:
        return True

    def close(self) -> None:
        self._source.close()


class _Raw(io.RawIOBase):
    """Any object with `read` as a raw file, so that it can be buffered and peeked at."""

    def __init__(self, source: BinaryIO) -> None:
        self._source = source

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        data = self._source.read(len(view))
        view[: len(data)] = data
        return len(data)


class _Metered:
    """Counts what goes through: packed bytes where nothing is decompressed, else unpacked ones."""

    def __init__(self, source: BinaryIO, meter: Meter, is_packed: bool) -> None:
        self._source, self._meter, self._is_packed = source, meter, is_packed

    def read(self, size: int = -1) -> bytes:
        data = self._source.read(size)
        self._meter.read(packed=len(data) if self._is_packed else 0, unpacked=len(data))
        return data

    def readable(self) -> bool:
        return True

    def close(self) -> None:
        self._source.close()


def find(source: BinaryIO, meter: Meter) -> Found:
    """What a file is. Raises Damaged where not even its beginning can be read, OSError as `opened` does."""
    seekable = isinstance(source, (io.BufferedReader, io.BytesIO)) and source.seekable()
    start = source.tell() if seekable else 0
    raw = source if isinstance(source, io.BufferedReader) else io.BufferedReader(_Raw(source), 1 << 16)
    data = opened(cast(BinaryIO, raw), lambda n: meter.read(packed=n))
    compressed = data is not raw
    head = _head(data)
    kind = TAR if tar.is_tar(head) else ZIP if head[:4] in zipped.HEADS else ""
    if kind == ZIP and seekable and not compressed:
        source.seek(start)
        return Found(ZIP, False, source, head)
    metered = _Metered(cast(BinaryIO, Ahead(data, head)), meter, not compressed)
    return Found(kind, compressed, cast(BinaryIO, metered), head)


def _head(data: BinaryIO) -> bytes:
    """The first 512 bytes, or as many as there are before its end or damage."""
    head = b""
    while len(head) < tar.BLOCK:
        try:
            piece = data.read(tar.BLOCK - len(head))
        except Damaged:
            if not head:
                raise
            break
        if not piece:
            break
        head += piece
    return head


def members(found: Found, meter: Meter) -> Iterator[Member | Refused]:
    """The members of one archive. Damage and limits end it, and are told as what is refused."""
    try:
        if found.kind == ZIP:
            yield from zipped.members(_seekable(found.data, meter), meter)
        elif found.kind == TAR:
            yield from tar.members(found.data, meter)
    except Damaged as damage:
        yield Refused("", str(damage), rest=True)


def _seekable(data: BinaryIO, meter: Meter) -> BinaryIO:
    """A zip is read from its end: one inside of another archive is held in memory, up to a limit."""
    if isinstance(data, (io.BufferedReader, io.BytesIO)):
        return data
    held = data.read(meter.limits.held + 1)
    if len(held) > meter.limits.held:
        raise Damaged(f"a zip inside of an archive is read up to {size(meter.limits.held)}; unpack it first")
    return io.BytesIO(held)


def walk(
    source: BinaryIO, limits: Limits = Limits(), meter: Meter | None = None
) -> Iterator[Member | Refused]:
    """All files in an archive and in the archives and compressed files in it, named OUTER!INNER.

    A file that is no archive comes as one member without a name.
    """
    meter = meter or Meter(limits)
    try:
        found = find(source, meter)
    except (Damaged, OSError) as error:
        yield Refused("", str(error), rest=True)
        return
    yield from _within(found, "", meter, 0)


def _within(found: Found, name: str, meter: Meter, depth: int) -> Iterator[Member | Refused]:
    if not found.kind:
        yield Member(name, FILE, -1, lambda: found.data)
        return
    if depth >= meter.limits.depth:
        yield Refused(name, f"archives are nested deeper than {meter.limits.depth}")
        return
    for row in members(found, meter):
        if isinstance(row, Refused):
            yield replace(row, name=_joined(name, row.name))
        elif row.kind == FILE:
            yield from _member(row, _joined(name, row.name), meter, depth)


def _member(row: Member, name: str, meter: Meter, depth: int) -> Iterator[Member | Refused]:
    try:
        inner = find(row.open(), meter)
    except (Damaged, OSError) as error:
        yield Refused(name, str(error))
        return
    if inner.kind:
        yield from _within(inner, name, meter, depth + 1)
    else:
        yield Member(name, FILE, -1 if inner.compressed else row.size, lambda: inner.data)


def _joined(outer: str, inner: str) -> str:
    return f"{outer}!{inner}" if outer and inner else outer or inner
