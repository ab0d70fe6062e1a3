"""The key of the marks, the same in all processes of the app: so one secret has one mark in all their logs.

It is a file in the run folder, which only the app's user may read. It ends with the folder, at the latest
when the host starts anew; without a folder each process has a key of its own.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

_FILE, _LENGTH = "marks.key", 32


def shared(app: str, run_dir: str = "") -> bytes:
    """The key of this app on this host, made if it is not there. Empty where it can be neither."""
    from farhand.control import folder

    try:
        path = folder.make(app, run_dir) / _FILE
        return _read(path) or _made(path)
    except Exception:
        return b""


def _read(path: Path) -> bytes:
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError:
        return b""
    with os.fdopen(handle, "rb") as file:
        key = file.read(_LENGTH)
    return key if len(key) == _LENGTH else b""


def _made(path: Path) -> bytes:
    """Written beside it and then linked: of several processes at once one is first, and all read that one."""
    made = path.with_name(f".{path.name}.{os.getpid()}")
    handle = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(os.urandom(_LENGTH))
        os.link(made, path)
    except FileExistsError:
        pass
    finally:
        os.unlink(made)
    return _read(path)
