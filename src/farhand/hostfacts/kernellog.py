"""The kernel's log, where this user may read it: `sysctl kernel.dmesg_restrict` decides."""

from __future__ import annotations

import os
import re

#: Records that are looked through at most: the ring of a usual kernel holds fewer.
MOST = 20_000
#: A record of /dev/kmsg (Documentation/ABI/testing/dev-kmsg): `level,number,microseconds,flags;text`.
_RECORD = re.compile(rb"\d+,\d+,(\d+),[^;]*;([^\n]*)")


def lines(words: str, path: str = "/dev/kmsg") -> list[str]:
    """`[seconds since the start] text` of each record in which the expression is found, the oldest first.

    Empty where the log may not be read.
    """
    wanted = re.compile(words.encode(), re.IGNORECASE)
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return []
    try:
        records = (_RECORD.match(record) for record in _records(handle))
        return [_line(found) for found in records if found and wanted.search(found[2])]
    finally:
        os.close(handle)


def _records(handle: int) -> list[bytes]:
    """One record per read; EPIPE: this one was overwritten meanwhile, the next read goes on behind it."""
    found: list[bytes] = []
    for _ in range(MOST):
        try:
            record = os.read(handle, 8192)
        except BrokenPipeError:
            continue
        except OSError:
            break
        if not record:
            break
        found.append(record)
    return found


def _line(found: re.Match[bytes]) -> str:
    return f"[{int(found[1]) / 1e6:.6f}] {found[2].decode('utf-8', 'replace')}"
