"""Is a file that the app's settings name really there, and is it what it should be?  Reads, never writes.

The app's files may be seen through /proc/PID/root, where links must be followed by hand: the kernel
would follow an absolute one from our own root.
"""

from __future__ import annotations

import os
import stat
from typing import Any

from farhand.look import Environment

MOST = 4 * 1024 * 1024  # bytes; no bundle of authorities is larger
CERTIFICATE, KEY, ANY = "certificate", "key", "any"
_MARKS = {
    CERTIFICATE: (
        b"-----BEGIN CERTIFICATE",
        b"-----BEGIN TRUSTED CERTIFICATE",
        b"-----BEGIN X509 CERTIFICATE",
    ),
    KEY: (b"PRIVATE KEY-----",),
}
_DER = b"\x30\x82"

#: The end of a sentence that begins with the name of the setting.
SAYS = {
    "missing": "names a file that is not there",
    "empty": "names a file that is empty",
    "not_a_file": "names something that is no file",
    "unreadable": "names a file that the app may not read",
    "not_pem": "names a file without a certificate or key in it (no line -----BEGIN ...-----)",
}


def state(path: str, holds: str, env: Environment | None) -> dict[str, Any] | None:
    """{"path", "state"}: ok, missing, empty, not_a_file, unreadable, not_pem; None where it is not known."""
    seen = _seen_from_here(path, env)
    if seen is None:
        return None
    try:
        word = _word(seen, holds)
    except PermissionError:
        word = "unreadable" if _is_ours(env) else ""
    except OSError:
        word = "missing"
    return {"path": path[:300], "state": word} if word else None


def _is_ours(env: Environment | None) -> bool:
    return env is None or env.uid in (None, os.getuid())


def _seen_from_here(path: str, env: Environment | None) -> str | None:
    root = "" if env is None else env.files
    if root is None or "\0" in path:
        return None
    if not path.startswith("/"):
        if env is None or not env.cwd:
            return None
        path = f"{env.cwd}/{path}"
    return followed(root, path) if root else path


def followed(root: str, path: str) -> str:
    """`path` below `root` with every link in it followed inside that root, at most 40 of them."""
    done, todo, links = "", path.split("/"), 0
    while todo:
        part = todo.pop(0)
        if part in ("", "."):
            continue
        if part == "..":
            done = done.rpartition("/")[0]
            continue
        try:
            link = os.readlink(f"{root}{done}/{part}")
        except OSError:
            done = f"{done}/{part}"
            continue
        links += 1
        if links > 40:
            break
        todo = link.split("/") + todo
        done = "" if link.startswith("/") else done
    return root + (done or "/")


def _word(path: str, holds: str) -> str:
    info = os.stat(path)
    if not stat.S_ISREG(info.st_mode):
        return "ok" if holds == ANY else "not_a_file"
    if info.st_size == 0 and not path.startswith("/proc"):
        return "empty"
    with open(path, "rb") as file:
        head = file.read(MOST if holds != ANY else 1)
    if holds == ANY or head.startswith(_DER):
        return "ok"
    return "ok" if any(mark in head for mark in _MARKS[holds]) else "not_pem"
