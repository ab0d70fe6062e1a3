"""An item that is a file: read where the plan says, whole or in part, and no link followed.

Only regular files are read: a pipe, a device or a socket might never end. Of a file that is longer than its
limit its end is taken, or the time around the failure. A compressed log is taken decompressed.
"""

from __future__ import annotations

import errno
import io
import os
import stat
from typing import BinaryIO, cast

from farhand.bundle.model import ABSENT, DENIED, TRUNCATED, WITHHELD, Item
from farhand.bundle.ways import CONTEXT, Taken, Work, _cut, _window
from farhand.redact.sources import Damaged, opened

#: Bytes that a compressed file may decompress to; what comes after is not looked at.
MOST_DECOMPRESSED = 64 << 20
_PACKED = (b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00")
_SAYS = {
    errno.ENOENT: (ABSENT, "it is not there"),
    errno.ENOTDIR: (ABSENT, "its folder is not there"),
    errno.EACCES: (DENIED, "this user may not read it"),
    errno.EPERM: (DENIED, "this user may not read it"),
    errno.ELOOP: (WITHHELD, "it is a link now, which the plan did not say"),
    errno.ENXIO: (WITHHELD, "it is a socket or a device, not a file"),
}


def take(item: Item, work: Work) -> Taken:
    flags = os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_NOCTTY | os.O_CLOEXEC
    try:
        handle = os.open(item.source, flags)
    except OSError as error:
        outcome, says = _SAYS.get(error.errno or 0, (ABSENT, error.strerror or "it cannot be opened"))
        return Taken(outcome=outcome, says=says)
    if wrong := _wrong(item, handle):
        os.close(handle)
        return Taken(outcome=WITHHELD, says=wrong)
    with os.fdopen(handle, "rb") as file:
        return _taken(item, work, file)


def _wrong(item: Item, handle: int) -> str:
    """Why what was opened is not what the plan says; empty: it is."""
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        return "it is no regular file"
    there = os.readlink(f"/proc/self/fd/{handle}") if os.path.isdir("/proc/self/fd") else item.source
    return "" if there == item.source else "a link on the way to it leads elsewhere than the plan says"


def _taken(item: Item, work: Work, file: BinaryIO) -> Taken:
    size, note = os.fstat(file.fileno()).st_size, ""
    head = file.read(6)
    file.seek(0)
    if head.startswith(_PACKED):
        file, note = _decompressed(file, work)
        size = len(cast(io.BytesIO, file).getbuffer())
    if size == 0 and not note and not (head or _is_virtual(item)):
        return Taken(b"", says="it is empty")
    if size == 0:  # files of /proc have no size
        file = io.BytesIO(file.read(work.limit + 1))
        size = len(file.getbuffer())
    return _part(item, work, file, size, note)


def _is_virtual(item: Item) -> bool:
    return item.source.startswith(("/proc/", "/sys/"))


def _decompressed(file: BinaryIO, work: Work) -> tuple[BinaryIO, str]:
    """What it decompresses to, and what is missing of that."""
    made = io.BytesIO()
    with opened(file) as source:
        try:
            while not work.deadline.over and made.tell() < MOST_DECOMPRESSED:
                piece = source.read(1 << 16)
                if not piece:
                    return made, ""
                made.write(piece)
        except Damaged as damage:
            return made, str(damage)
    return made, f"only the first {made.tell()} bytes that it decompresses to were looked at"


def _part(item: Item, work: Work, file: BinaryIO, size: int, note: str) -> Taken:
    low, high, says = _window.wanted(item, file, size, work.limit)
    if low >= high and size:
        return Taken(outcome=ABSENT, says=says or "nothing of it is from the time that was asked for")
    first, last = max(0, low - CONTEXT), min(size, high + CONTEXT)
    file.seek(first)
    data = file.read(last - first)
    made = _cut.cut(data, low - first, high - first, first == 0, last == size)
    if made.outcome == WITHHELD:
        return made
    cut = low > 0 or high < size
    outcome = TRUNCATED if cut or note else made.outcome
    return Taken(made.data, outcome, "; ".join(filter(None, (says, note))), made.before, made.after)
