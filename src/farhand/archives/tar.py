"""Tar: ustar, GNU and pax, read front to back in bounded memory.

Written here because Python's `tarfile` takes the sizes of names and pax headers at their word, and would
hold gigabytes for a header that says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, cast

from farhand.archives.compressed import Damaged
from farhand.archives.limits import Meter, size
from farhand.archives.model import FILE, FOLDER, Member, Refused
from farhand.archives.names import Names, decoded, shown

BLOCK = 512
#: Bytes of a name or of pax records that are read; a longer one is refused.
_LONGEST, _PIECE = 1 << 16, 1 << 18
_EXTENDED = (b"L", b"K", b"x", b"g", b"X")
_FILES, _WITHOUT_DATA = (b"0", b"\0", b"7"), (b"1", b"2", b"3", b"4", b"5", b"6")
_LINKS = {
    b"1": "a hard link", b"2": "a symbolic link", b"3": "a device", b"4": "a device", b"6": "a pipe",
}  # fmt: skip
_SPARSE = "a sparse file, whose holes are not expanded"
_PAX = re.compile(rb"(\d{1,6}) ([^=\n]{1,256})=")


def is_tar(head: bytes) -> bool:
    """Whether these first 512 bytes are a tar header: its checksum says so."""
    return len(head) >= BLOCK and head[:1] != b"\0" and _sum_is_right(head[:BLOCK])


def members(stream: BinaryIO, meter: Meter) -> Iterator[Member | Refused]:
    """Everything in a tar stream. Raises Damaged where it breaks off, Spent where a limit is reached."""
    names = Names(meter.limits.name)
    for entry in _entries(_Stream(stream)):
        meter.member()
        yield from _judged(entry, names, meter)


@dataclass
class _Stream:
    """The bytes, and how many of the present member are still to come."""

    source: BinaryIO
    left: int = 0  # of the member's data
    pad: int = 0

    def take(self, most: int) -> bytes:
        data = self.source.read(min(most, self.left, _PIECE)) if self.left and most else b""
        if not data and self.left and most:
            raise Damaged("the archive breaks off in the middle of a member")
        self.left -= len(data)
        return data

    def skip(self) -> None:
        self.left, self.pad = self.left + self.pad, 0
        while self.left:
            self.take(_PIECE)

    def begin(self, count: int) -> None:
        self.left, self.pad = count, -count % BLOCK

    def header(self) -> bytes:
        data = b""
        while len(data) < BLOCK:
            piece = self.source.read(BLOCK - len(data))
            if not piece:
                break
            data += piece
        if 0 < len(data) < BLOCK:
            raise Damaged("the archive breaks off in the middle of a header")
        return data


@dataclass
class _Entry:
    """One header with what the extended headers before it say."""

    name: str
    kind: bytes
    size: int
    stream: _Stream
    why: str = ""  # why it is refused, by its headers


@dataclass
class _Extended:
    """What extended headers say of the next member."""

    name: str | None = None
    size: int | None = None
    why: str = ""
    sparse: bool = False


def _entries(stream: _Stream) -> Iterator[_Entry]:
    said = _Extended()
    while True:
        stream.skip()
        head = stream.header()
        if not head:
            raise Damaged("the archive breaks off: its end mark is missing")
        if not head.strip(b"\0"):
            return
        if not _sum_is_right(head):
            raise Damaged("the archive is damaged: a header is not what its checksum says")
        kind, count = head[156:157], _number(head[124:136])
        if kind in _EXTENDED:
            stream.begin(count)
            _extend(said, kind, stream)
        else:
            yield _entry(head, kind, said.size if said.size is not None else count, said, stream)
            said = _Extended()


def _entry(head: bytes, kind: bytes, count: int, said: _Extended, stream: _Stream) -> _Entry:
    more = head[482] if kind == b"S" else 0
    while more:  # the map of a sparse file goes on
        block = stream.header()
        more = block[504] if block else 0
    stream.begin(0 if kind in _WITHOUT_DATA else count)
    why = _SPARSE if said.sparse or kind == b"S" else said.why
    return _Entry(said.name if said.name is not None else _name(head), kind, count, stream, why)


def _extend(said: _Extended, kind: bytes, stream: _Stream) -> None:
    """What an extended header says; one that is absurdly long is passed over, and its member refused."""
    if stream.left > _LONGEST:
        said.why = f"its extended header is {size(stream.left)} long"
        return
    data = b""
    while stream.left:
        data += stream.take(_PIECE)
    if kind == b"L":
        said.name = decoded(data.split(b"\0", 1)[0])
    elif kind in b"xX":
        _records(data, said)


def _records(data: bytes, said: _Extended) -> None:
    """Pax records: "LENGTH KEY=VALUE\\n", one after the other."""
    at = 0
    while at < len(data) and (found := _PAX.match(data, at)):
        end = at + int(found[1])
        if end <= found.end() or end > len(data) or data[end - 1 : end] != b"\n":
            break
        _record(found[2], data[found.end() : end - 1], said)
        at = end
    if at < len(data):
        said.why = "its extended header is not well formed"


def _record(key: bytes, value: bytes, said: _Extended) -> None:
    if key == b"path":
        said.name = decoded(value)
    elif key == b"size":
        if not value.isdigit() or len(value) > 18:
            raise Damaged("the archive is damaged: a member's size is no number")
        said.size = int(value)
    elif key.startswith(b"GNU.sparse."):
        said.sparse = True


def _judged(entry: _Entry, names: Names, meter: Meter) -> Iterator[Member | Refused]:
    """The member, or why it is not taken."""
    kind, is_folder = entry.kind, entry.kind == b"5" or (entry.kind in b"0\0" and entry.name.endswith("/"))
    why = entry.why or _LINKS.get(kind, "") or ("" if kind in _FILES or is_folder else "of an unknown kind")
    if not why and entry.size > meter.limits.member and not is_folder:
        why = f"larger than {size(meter.limits.member)}"
    if why:
        yield Refused(shown(entry.name), why)
        return
    name, why = names.take(entry.name, is_folder)
    if why:
        yield Refused(name, why)
    elif name:
        count = 0 if is_folder else entry.size
        yield Member(name, FOLDER if is_folder else FILE, count, lambda: cast(BinaryIO, Part(entry.stream)))


class Part:
    """A member's bytes; reading stops at its end, or where the archive goes on."""

    def __init__(self, stream: _Stream) -> None:
        self._stream = stream

    def read(self, most: int = -1) -> bytes:
        """What comes before a break is given out first; the next call tells the break."""
        parts: list[bytes] = []
        wanted = most if most >= 0 else 1 << 62
        try:
            while wanted > 0 and (piece := self._stream.take(wanted)):
                parts.append(piece)
                wanted -= len(piece)
        except Damaged:
            if not parts:
                raise
        return b"".join(parts)

    def readable(self) -> bool:
        return True

    def close(self) -> None:
        """The stream stays open: it is that of all members."""


def _name(head: bytes) -> str:
    name = head[:100].split(b"\0", 1)[0]
    prefix = head[345:500].split(b"\0", 1)[0] if head[257:263] == b"ustar\0" else b""
    return decoded(prefix + b"/" + name if prefix else name)


def _number(cell: bytes) -> int:
    """Octal digits, or GNU's binary form for large numbers. Raises Damaged."""
    if cell[:1] in (b"\x80", b"\xff"):
        value = int.from_bytes(cell[1:], "big") if cell[0] == 0x80 else -1
    else:
        digits = cell.split(b"\0", 1)[0].strip()
        value = int(digits, 8) if re.fullmatch(rb"[0-7]*", digits) and digits else (-1 if digits else 0)
    if not 0 <= value < 1 << 62:
        raise Damaged("the archive is damaged: a member's size is no number")
    return value


def _sum_is_right(head: bytes) -> bool:
    cell = head[148:156].split(b"\0", 1)[0].strip()
    if not re.fullmatch(rb"[0-7]{1,8}", cell):
        return False
    rest = head[:148] + b" " * 8 + head[156:]
    signed = sum(rest) - 256 * sum(1 for byte in rest if byte > 127)
    return int(cell, 8) in (sum(rest), signed)
