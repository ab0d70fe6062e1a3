"""The directory at the end of a zip: what it says of each member, and which members share bytes."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import BinaryIO

from farhand.archives.compressed import Damaged
from farhand.archives.limits import Meter
from farhand.archives.names import decoded

BAD = "the archive is damaged: "
LOCAL = struct.Struct("<4s5H3I2H")
_ENTRY = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")


@dataclass(frozen=True)
class Row:
    """One line of the directory."""

    name: str
    raw: bytes
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    mode: int  # of Unix; 0: not told
    at: int  # of its local header


def directory(file: BinaryIO, meter: Meter) -> tuple[list[Row], int]:
    """The rows, and the place where the directory begins, up to which members may lie."""
    end, count, length, offset = _end(file)
    start = end - length
    moved = start - offset  # something may stand before the archive
    if start < 0 or moved < 0:
        raise Damaged(BAD + "its directory is not where its end says")
    rows = []
    file.seek(start)
    for _ in range(count):
        meter.member()
        rows.append(_row(file, moved, end))
    return rows, start


def _end(file: BinaryIO) -> tuple[int, int, int, int]:
    """Where the directory ends; its entries, length and offset."""
    whole = file.seek(0, 2)
    first = file.seek(max(0, whole - 65557))
    tail = file.read(65557)
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < _END.size:
        raise Damaged("the archive breaks off: its directory, which stands at its end, is missing")
    _, _, _, _, count, length, offset, _ = _END.unpack_from(tail, at)
    if at >= 20 and tail[at - 20 : at - 16] == b"PK\x06\x07":
        return _end64(file, struct.unpack_from("<Q", tail, at - 12)[0])
    return first + at, count, length, offset


def _end64(file: BinaryIO, at: int) -> tuple[int, int, int, int]:
    file.seek(at if at < 1 << 62 else 0)
    head = file.read(56)
    if len(head) < 56 or head[:4] != b"PK\x06\x06":
        raise Damaged(BAD + "its directory is not where its end says")
    count, length, offset = struct.unpack_from("<3Q", head, 32)
    return at, count, length, offset


def _row(file: BinaryIO, moved: int, end: int) -> Row:
    head = file.read(_ENTRY.size)
    if len(head) < _ENTRY.size or head[:4] != b"PK\x01\x02" or file.tell() > end:
        raise Damaged(BAD + "its directory is not what its end says")
    (_, made, _, flags, method, _, _, crc, packed, whole, n, m, k, _, _, outer, at) = _ENTRY.unpack(head)
    raw, extra = file.read(n), file.read(m)
    file.seek(k, 1)
    whole, packed, at = _large(extra, whole, packed, at)
    mode = outer >> 16 if made >> 8 == 3 else 0
    name = decoded(raw) if flags & 0x800 else raw.decode("utf-8" if _is_utf8(raw) else "cp437")
    return Row(name, raw, flags, method, crc, packed, whole, mode, at + moved)


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode()
    except UnicodeDecodeError:
        return False
    return True


def _large(extra: bytes, whole: int, packed: int, at: int) -> tuple[int, int, int]:
    """The sizes that do not fit into 32 bits stand in an extra field, in this order."""
    while len(extra) >= 4:
        kind, length = struct.unpack_from("<2H", extra)
        body, extra = extra[4 : 4 + length], extra[4 + length :]
        if kind == 1:
            numbers = iter(struct.unpack_from(f"<{len(body) // 8}Q", body))
            big = [next(numbers, v) if v == 0xFFFFFFFF else v for v in (whole, packed, at)]
            return big[0], big[1], big[2]
    return whole, packed, at


def overlapping(rows: list[Row], start: int) -> set[int]:
    """Places of the members that share bytes with another one, or reach into the directory."""
    bad: set[int] = set()
    last, until = -1, 0
    for row in sorted(rows, key=lambda r: r.at):
        end = row.at + LOCAL.size + len(row.raw) + row.packed
        if row.at < until:
            bad |= {row.at, last}
        if end > start:
            bad.add(row.at)
        if end > until:
            last, until = row.at, end
    return bad
