"""Puts a finished file on the disk in one step: all of it under its name, or nothing at all.  I/O."""

from __future__ import annotations

import errno
import os
import secrets
from pathlib import Path

from farhand.errors import Mistake

_NO_UNNAMED = (errno.EOPNOTSUPP, errno.EISDIR, errno.ENOENT, errno.EINVAL, errno.ENOTDIR)


def room(folder: Path) -> int:
    """Bytes that this user may still write there. Raises OSError."""
    there = os.statvfs(folder)
    return there.f_bavail * there.f_frsize


def check(path: Path, floor: int) -> None:
    """Before anything is collected: raises Mistake where the file is there, or its folder is not fit."""
    if os.path.lexists(path):
        raise Mistake(f"{path} is there already; give another name with -o FILE")
    folder = path.parent
    if not folder.is_dir() or not os.access(folder, os.W_OK | os.X_OK):
        raise Mistake(f"{folder} is no folder that this user may write in; give another place with -o FILE")
    if room(folder) < floor:
        raise Mistake(
            f"less than {floor >> 20} MiB are free in {folder}; make room, or give another place with -o FILE"
        )


def write(path: Path, data: bytes) -> None:
    """Write it with mode 0600. Raises OSError, and then nothing is left of it; FileExistsError: it is there.

    Where the file system can, the file has no name until it is complete: not even SIGKILL leaves half of one.
    """
    if not _unnamed(path, data):
        _named(path, data)
    _settle(path.parent)


def _unnamed(path: Path, data: bytes) -> bool:
    """Write a file without name, then give it its name; False where this file system cannot."""
    try:
        handle = os.open(path.parent, os.O_WRONLY | os.O_TMPFILE | os.O_CLOEXEC, 0o600)
    except OSError as error:
        if error.errno not in _NO_UNNAMED:
            raise
        return False
    try:
        _fill(handle, data)
        # With a folder's handle Python calls linkat(2), which alone follows the link in /proc to the file.
        os.link(f"/proc/self/fd/{handle}", path, src_dir_fd=handle, follow_symlinks=True)
    except OSError as error:
        if error.errno not in (errno.EXDEV, *_NO_UNNAMED):
            raise
        return False
    finally:
        os.close(handle)
    return True


def _named(path: Path, data: bytes) -> None:
    made = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    handle = os.open(made, flags, 0o600)
    try:
        try:
            _fill(handle, data)
        finally:
            os.close(handle)
        os.link(made, path, follow_symlinks=False)  # not rename: that would replace what has come since
    finally:
        os.unlink(made)


def _fill(handle: int, data: bytes) -> None:
    left = memoryview(data)
    while left:
        left = left[os.write(handle, left) :]
    os.fsync(handle)


def _settle(folder: Path) -> None:
    """The name itself is on the disk; some file systems cannot say so."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    except OSError:
        pass
    finally:
        os.close(handle)
