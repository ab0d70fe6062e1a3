"""Who holds a lock on a file, from /proc/locks: the file itself is not opened.

Opening and closing a file drops all POSIX locks that the same process holds on it; inside an app that
would take the lock away from its database. So the kernel's list is read instead.
"""

from __future__ import annotations

import os
from dataclasses import dataclass

from farhand.hostfacts import read


@dataclass(frozen=True)
class Lock:
    """One lock: the process that holds it (-1: unknown), whether it excludes others, first and last byte."""

    pid: int
    write: bool
    start: int
    end: int


def locks(path: str) -> list[Lock]:
    """The locks on that file; empty where there are none or the list cannot be read. Raises OSError."""
    seen = os.stat(path)
    wanted = f"{os.major(seen.st_dev):02x}:{os.minor(seen.st_dev):02x}:{seen.st_ino}"
    found = []
    for line in (read.text("/proc/locks", 8 << 20) or "").splitlines():
        words = line.split()
        if "->" not in words and len(words) >= 8 and words[5] == wanted:
            end = (1 << 63) - 1 if words[7] == "EOF" else int(words[7])
            found.append(Lock(int(words[4]), words[3] == "WRITE", int(words[6]), end))
    return found
