"""Zip: its directory is read entry by entry, then each member by itself.

Written here because `zipfile` reads the whole directory at once and, before Python 3.13, lets members
overlap, which is how a small zip is made to unpack to petabytes.
"""

from __future__ import annotations

import stat
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO, cast

from farhand.archives.compressed import BLOCK, Damaged, Deflated
from farhand.archives.limits import Meter, size
from farhand.archives.model import FILE, FOLDER, Member, Refused
from farhand.archives.names import Names, shown
from farhand.archives.zip_directory import BAD, LOCAL, Row, directory, overlapping

HEADS = (b"PK\x03\x04", b"PK\x05\x06")


def members(file: BinaryIO, meter: Meter) -> Iterator[Member | Refused]:
    """Everything in a zip, which must be seekable. Raises Damaged and Spent."""
    names = Names(meter.limits.name)
    rows, start = directory(file, meter)
    inside = overlapping(rows, start)
    for row in rows:
        why = _why_not(row, meter) or (row.at in inside and "it shares bytes with another member") or ""
        if why:
            yield Refused(shown(row.name), why)
            continue
        is_folder = row.name.endswith("/")
        name, why = names.take(row.name.replace("\\", "/"), is_folder)
        if why:
            yield Refused(name, why)
        elif name:
            yield Member(name, FOLDER if is_folder else FILE, row.size, _opener(file, row, meter))


def _opener(file: BinaryIO, row: Row, meter: Meter) -> Any:
    return lambda: cast(BinaryIO, _Data(file, row, meter))


def _why_not(row: Row, meter: Meter) -> str:
    form = stat.S_IFMT(row.mode)
    if form == stat.S_IFLNK:
        return "a symbolic link"
    if form not in (0, stat.S_IFREG, stat.S_IFDIR):
        return "a device or pipe"
    if row.flags & 0x2041:
        return "it is encrypted: unpack it with its password first"
    if row.method not in (0, 8, 12):
        return f"it is compressed by method {row.method}, which Farhand does not read"
    return f"larger than {size(meter.limits.member)}" if row.size > meter.limits.member else ""


class _Data:
    """One member's bytes: no more than the directory says, and checked by their sum."""

    def __init__(self, file: BinaryIO, row: Row, meter: Meter) -> None:
        self._file, self._row, self._meter = file, row, meter
        self._at, self._end = self._place()
        self._out, self._sum, self._kept = 0, 0, b""
        self._damage: Damaged | None = None
        self._inner = _inner(row.method)

    def _place(self) -> tuple[int, int]:
        self._file.seek(self._row.at)
        head = self._file.read(LOCAL.size)
        if len(head) < LOCAL.size or head[:4] != b"PK\x03\x04":
            raise Damaged(BAD + "a member is not where its directory says")
        _, _, _, method, _, _, _, _, _, n, m = LOCAL.unpack(head)
        if self._file.read(n) != self._row.raw or method != self._row.method:
            raise Damaged(BAD + "a member has another name than its directory says")
        begin = self._row.at + LOCAL.size + n + m
        return begin, begin + self._row.packed

    def read(self, most: int = -1) -> bytes:
        """Up to `most` bytes. Raises Damaged where the member is not what the directory says."""
        parts: list[bytes] = []
        wanted = most if most >= 0 else 1 << 62
        while wanted > 0 and (piece := self._kept or self._before_damage(bool(parts))):
            parts.append(piece[:wanted])
            self._kept = piece[wanted:]
            wanted -= len(parts[-1])
        return b"".join(parts)

    def _before_damage(self, has_some: bool) -> bytes:
        """The next bytes. Damage is told by the call that has nothing else to give, and by all after it."""
        if not self._damage:
            try:
                return self._piece()
            except Damaged as damage:
                self._damage = damage
        if has_some:
            return b""
        raise self._damage

    def _piece(self) -> bytes:
        while not self._inner.eof:
            data = self._packed() if self._inner.needs_input else b""
            if self._inner.needs_input and not data:
                break
            out = self._decompressed(data)
            if out:
                return self._counted(out)
        if self._out != self._row.size or self._sum != self._row.crc:
            raise Damaged("the member is damaged: its check sum is not right")
        return b""

    def _packed(self) -> bytes:
        self._file.seek(self._at)
        data = self._file.read(min(BLOCK, self._end - self._at))
        self._at += len(data)
        self._meter.read(packed=len(data))
        return data

    def _decompressed(self, data: bytes) -> bytes:
        try:
            return cast(bytes, self._inner.decompress(data, BLOCK))
        except (zlib.error, OSError, ValueError, EOFError) as error:
            raise Damaged(f"the member is damaged ({error})") from error

    def _counted(self, out: bytes) -> bytes:
        self._out += len(out)
        self._meter.read(unpacked=len(out))
        if self._out > self._row.size:
            raise Damaged("the member is larger than the archive's directory says")
        self._sum = zlib.crc32(out, self._sum)
        return out

    def readable(self) -> bool:
        return True

    def close(self) -> None:
        """The file stays open: it is that of all members."""


class _Stored:
    """Bytes that are not compressed, with the interface of a decompressor."""

    eof, needs_input = False, True

    def decompress(self, data: bytes, _most: int) -> bytes:
        return data


def _inner(method: int) -> Any:
    if method == 8:
        return Deflated(zlib.decompressobj(-15))
    if method == 12:
        import bz2

        return bz2.BZ2Decompressor()
    return _Stored()
