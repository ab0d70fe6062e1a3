"""A path, part by part: owner, mode, links, access control list and flags of every directory on the way."""

from __future__ import annotations

import fcntl
import os
import stat
import struct
from collections.abc import Iterator
from typing import Any

from farhand.hostfacts import read, who

#: More links than this on one path are a loop, as the kernel has it too.
LINKS = 40

_GETFLAGS = 0x80086601 if struct.calcsize("l") == 8 else 0x80046601
_IMMUTABLE, _APPEND = 0x10, 0x20


def walk(path: str, prefix: str = "") -> Iterator[dict[str, Any]]:
    """One row per part of an absolute path, links followed and shown; the last may hold an `errno`.

    `prefix` is put before every look: `/proc/PID/root` sees the path as that process does.
    """
    here, rest, links = "/", _parts(path), 0
    yield _row("/", prefix)
    while rest:
        name = rest.pop(0)
        here_next = os.path.dirname(here) if name == ".." else os.path.join(here, name)
        if name == "..":
            here = here_next
            continue
        row = _row(here_next, prefix)
        links += row.get("kind") == "link"
        if links > LINKS:
            row["errno"] = 40
        yield row
        if "errno" in row:
            return
        if row["kind"] == "link":
            here = "/" if row["target"].startswith("/") else here
            rest = _parts(row["target"]) + rest
        else:
            here = here_next


def _parts(path: str) -> list[str]:
    return [part for part in path.split("/") if part not in ("", ".")]


def _row(path: str, prefix: str) -> dict[str, Any]:
    try:
        seen = os.lstat(prefix + path)
        kind = _kind(seen.st_mode)
        row = {
            "path": path,
            "kind": kind,
            "mode": f"{stat.S_IMODE(seen.st_mode):04o}",
            "uid": seen.st_uid,
            "gid": seen.st_gid,
            "user": who.user(seen.st_uid),
            "group": who.group(seen.st_gid),
        }
        if kind == "link":
            row["target"] = os.readlink(prefix + path)
        elif listed := acl(prefix + path):
            row["acl"] = listed
    except OSError as error:
        return {"path": path, "kind": "absent", "errno": error.errno}
    return row


def _kind(mode: int) -> str:
    kinds = ((stat.S_ISDIR, "directory"), (stat.S_ISLNK, "link"), (stat.S_ISREG, "file"))
    return next((word for test, word in kinds if test(mode)), "special file")


def acl(path: str) -> list[list[int]]:
    """The POSIX access control list as rows of tag, rights and id; empty where there is none."""
    try:
        raw = os.getxattr(path, "system.posix_acl_access")
    except (OSError, AttributeError):
        return []
    return [list(struct.unpack_from("<HHI", raw, at)) for at in range(4, min(len(raw), 2048) - 7, 8)]


def label(path: str) -> str:
    """The SELinux label of a file, or empty."""
    try:
        return os.getxattr(path, "security.selinux").decode("utf-8", "replace").strip("\0")
    except (OSError, AttributeError):
        return ""


def flags(path: str) -> list[str]:
    """`immutable` and `append` (chattr +i, +a), where the file system tells."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return []
    try:
        value = struct.unpack("l", fcntl.ioctl(handle, _GETFLAGS, b"\0" * struct.calcsize("l")))[0]
    except OSError:
        return []
    finally:
        os.close(handle)
    return [word for bit, word in ((_IMMUTABLE, "immutable"), (_APPEND, "append")) if value & bit]


def space(path: str) -> dict[str, int]:
    """Bytes and inodes of a file system. `available` leaves out what is reserved for root. Raises OSError."""
    v = os.statvfs(path)
    return {
        "total": v.f_blocks * v.f_frsize,
        "free": v.f_bfree * v.f_frsize,
        "available": v.f_bavail * v.f_frsize,
        "inodes": v.f_files,
        "inodes_free": v.f_favail,
        "read_only": int(bool(v.f_flag & os.ST_RDONLY)),
    }


def program(pid: int) -> str:
    """The name of a process's program, or empty."""
    return (read.text(f"/proc/{pid}/comm", 64) or "").strip() if pid > 0 else ""
