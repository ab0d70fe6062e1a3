"""Whether a .zst file is whole: its frames and blocks say how long they are, and none may be cut.

RFC 8878 section 3.1. The decompressor itself ends without a word where a file breaks off.
"""

from __future__ import annotations

import os

_MAGIC, _SKIPPABLE = 0xFD2FB528, 0x184D2A50
#: Bytes of the fields of a frame's header by their flags.
_DICTIONARY, _CONTENT = (0, 1, 2, 4), (0, 2, 4, 8)
_CUT = "it breaks off before its end"


def broken(number: int, size: int) -> str:
    """Why the file is not whole; empty where it is. `number` is its descriptor, `size` its bytes."""
    at = 0
    while at < size:
        head = os.pread(number, 18, at)
        magic = int.from_bytes(head[:4], "little")
        if magic & ~0xF == _SKIPPABLE:
            at += 8 + int.from_bytes(head[4:8], "little")
        elif magic == _MAGIC:
            at = _after_frame(number, at, head)
        else:
            return _CUT if len(head) < 4 else "something else follows its end"
        if at < 0 or at > size:
            return _CUT
    return ""


def _after_frame(number: int, at: int, head: bytes) -> int:
    """Where the frame that begins at `at` ends; -1 where a part of it is missing."""
    if len(head) < 6:
        return -1
    flags = head[4]
    single, content = flags >> 5 & 1, flags >> 6
    wide = 1 if single and not content else _CONTENT[content]
    at += 5 + (not single) + _DICTIONARY[flags & 3] + wide
    while True:
        block = os.pread(number, 3, at)
        if len(block) < 3:
            return -1
        value = int.from_bytes(block, "little")
        last, kind, length = value & 1, value >> 1 & 3, value >> 3
        at += 3 + (1 if kind == 1 else length)
        if last:
            return at + (4 if flags & 4 else 0)
