"""The members of a bundle's archive, read into memory and never unpacked: an archive is hostile."""

from __future__ import annotations

import gzip
import io
import tarfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, cast

from farhand.errors import Mistake

#: Bytes of all members together, and how many members: beyond that it is no bundle.
MOST_BYTES, MOST_MEMBERS = 512 << 20, 5000


@dataclass(frozen=True)
class Members:
    """What is in an archive, by name within its folder, and what no bundle has."""

    files: dict[str, bytes]
    wrong: tuple[str, ...] = ()


def read(data: bytes, name: str) -> Members:
    """Raises Mistake where this is no archive at all; what is wrong within one is told in `wrong`."""
    if not data.startswith(b"\x1f\x8b"):
        raise Mistake(f"{name} is no bundle: it is no .tar.gz")
    files: dict[str, bytes] = {}
    wrong: list[str] = []
    try:
        for member, content in _members(data):
            wrong += _problems(member, files)
            files.setdefault(_inner(member.name), content)
    except (tarfile.TarError, zlib.error, EOFError, OSError, ValueError) as error:
        if not files:
            raise Mistake(f"{name} is no bundle that can be read: {error}") from None
        wrong.append(f"the archive breaks off or is damaged ({error})")
    return Members(files, tuple(wrong))


def _members(data: bytes) -> Iterator[tuple[tarfile.TarInfo, bytes]]:
    left = MOST_BYTES
    with gzip.GzipFile(fileobj=io.BytesIO(data)) as plain:
        bounded = _Bounded(plain, MOST_BYTES + MOST_MEMBERS * 2048)
        with tarfile.open(fileobj=cast(BinaryIO, bounded), mode="r|") as tar:
            for number, member in enumerate(tar):
                if number >= MOST_MEMBERS or member.size > left:
                    raise ValueError("it has more members or more bytes than any bundle")
                left -= member.size
                source = tar.extractfile(member) if member.isreg() else None
                yield member, source.read() if source else b""
        bounded.rest()  # so that the checksum at the very end is looked at too


class _Bounded:
    """Reads no more than so many bytes: a small file may decompress to any size."""

    def __init__(self, source: gzip.GzipFile, most: int) -> None:
        self._source, self._left = source, most

    def read(self, size: int) -> bytes:
        data = self._source.read(min(size, 1 << 20))
        self._left -= len(data)
        if self._left < 0:
            raise ValueError("it decompresses to more than any bundle")
        return data

    def rest(self) -> None:
        while data := self.read(1 << 20):
            if data.strip(b"\0"):
                raise ValueError("something follows the end of the archive")


def _problems(member: tarfile.TarInfo, files: dict[str, bytes]) -> Iterator[str]:
    inner = _inner(member.name)
    if not member.isreg():
        yield f"{member.name} is no regular file"
    if member.name.startswith("/") or ".." in member.name.split("/"):
        yield f"{member.name} would be unpacked outside of its folder"
    if inner in files:
        yield f"{inner} is there twice"


def _inner(name: str) -> str:
    """Without the folder that a bundle's members lie in."""
    return name.partition("/")[2] or name
