"""Small files of /proc and /sys, read whole but bounded."""

from __future__ import annotations

import os

#: Bytes that are read of one file at most.
MOST = 1 << 20


def text(path: str, most: int = MOST) -> str | None:
    """The text of a file, or None where it cannot be read."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    except (OSError, ValueError):
        return None
    try:
        parts = []
        while most > 0:
            part = os.read(handle, min(most, 65536))
            if not part:
                break
            parts.append(part)
            most -= len(part)
        return b"".join(parts).decode("utf-8", "replace")
    except OSError:
        return None
    finally:
        os.close(handle)


def number(path: str) -> int | None:
    """The one number in a file; `max` and everything that is none gives None."""
    said = (text(path, 64) or "").strip()
    try:
        return int(said)
    except ValueError:
        return None


def pairs(path: str) -> dict[str, int]:
    """`name number` per line, as in cpu.stat; also `name: number kB`, as in meminfo, in bytes."""
    found = {}
    for line in (text(path) or "").splitlines():
        words = line.replace(":", " ").split()
        if len(words) >= 2 and words[1].lstrip("-").isdigit():
            found[words[0]] = int(words[1]) * (1024 if words[2:] == ["kB"] else 1)
    return found
