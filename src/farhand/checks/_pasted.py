"""What `directory`'s command prints, as facts.  Pure.

Every line begins with a word that says what it is, so that a prompt or a stray line does no harm.
"""

from __future__ import annotations

import errno
import stat
from collections.abc import Iterator
from typing import Any

from farhand.model import Seen

#: The words of the C library, for the numbers that `_way.BY_ERRNO` knows.
ERRNO_WORDS = {
    "No such file or directory": errno.ENOENT,
    "Not a directory": errno.ENOTDIR,
    "Permission denied": errno.EACCES,
    "Too many levels of symbolic links": errno.ELOOP,
    "File name too long": errno.ENAMETOOLONG,
    "Input/output error": errno.EIO,
    "Stale file handle": errno.ESTALE,
    "Stale NFS file handle": errno.ESTALE,
    "Transport endpoint is not connected": errno.ENOTCONN,
    "Host is down": errno.EHOSTDOWN,
    "Read-only file system": errno.EROFS,
}
_KINDS = ((stat.S_ISDIR, "directory"), (stat.S_ISLNK, "link"), (stat.S_ISREG, "file"))


def directory(text: str) -> Iterator[Seen]:
    """The stages that the pasted text decides; none where it is not that command's output."""
    lines = [line.strip("\r") for line in text.splitlines()]
    path = next((line[5:] for line in lines if line.startswith("path ")), "")
    if not path:
        return
    common = _common(lines, path)
    yield Seen("path", common)
    if common["hung"] or "errno" in common["parts"][-1]:
        return
    wants = dict(word.split("=", 1) for word in _rest(lines, "wants ").split() if "=" in word)
    writable = wants.get("writable") == "true"
    kernel = {letter: f"may {letter}" in lines for letter in "rwx"}
    limits: dict[str, Any] = {"flags": [], "label": "", "confinement": {}, "list_errno": None}
    yield Seen("access", {**common, "writable": writable, "kernel": kernel, **limits})
    room = _room(lines)
    if room:
        least = int(wants.get("min_free", "0") or 0)
        yield Seen("space", {**common, "writable": writable, **room, "min_free": least})


def _rest(lines: list[str], word: str) -> str:
    return next((line[len(word) :] for line in lines if line.startswith(word)), "")


def _common(lines: list[str], path: str) -> dict[str, Any]:
    ids = [int(word) for word in _rest(lines, "id ").split() if word.isdigit()]
    uid = ids[0] if ids else -1
    caps = 6 if uid == 0 else 0  # root as a shell has it
    who = {
        "uid": uid,
        "gid": ids[1] if len(ids) > 1 else -1,
        "groups": ids[1:],
        "caps": caps,
        "user": "",
        "known": True,
    }
    return {
        "path": path,
        "resolved": _rest(lines, "resolved ") or path,
        "parts": _parts(lines) or [{"path": path, "kind": "absent", "errno": errno.ENOENT}],
        "hung": any(line.startswith("status 124 ") for line in lines),
        "who": {**who, "certain": True},
        "looked_as": uid,
        "same_user": True,
        "mount": _mount(_rest(lines, "mount ").split(" ")),
    }


def _parts(lines: list[str]) -> list[dict[str, Any]]:
    """From the root down; the command goes up. What follows the first error is left out."""
    rows = [row for row in map(_part, lines) if row]
    rows.reverse()
    first_bad = next((i for i, row in enumerate(rows) if "errno" in row), len(rows))
    return rows[: first_bad + 1]


def _part(line: str) -> dict[str, Any] | None:
    words = line.split(" ", 4)
    if words[0] == "part" and len(words) == 5:
        mode = int(words[1], 16)
        kind = next((word for test, word in _KINDS if test(mode)), "special file")
        row = {
            "path": words[4],
            "kind": kind,
            "mode": f"{stat.S_IMODE(mode):04o}",
            "uid": int(words[2]),
            "gid": int(words[3]),
        }
        return {**row, "user": "", "group": ""}
    if line.startswith("stat: "):
        number = next((n for text, n in ERRNO_WORDS.items() if line.endswith(text)), 0)
        name = line.split("'")[1] if line.count("'") > 1 else line.split(": ")[-2]
        return {"path": name, "kind": "absent", "errno": number} if number else None
    return None


def _mount(words: list[str]) -> dict[str, Any] | None:
    if len(words) < 4:
        return None
    options = words[3].split(",")
    told = [o for o in options if o in ("ro", "rw", "noexec", "nosuid", "nodev", "sync")]
    remote = words[2].startswith(("nfs", "cifs", "smb", "ceph", "glusterfs", "fuse", "9p"))
    return {
        "point": words[0],
        "source": words[1],
        "type": words[2],
        "options": told,
        "remote": remote,
        "made_read_only": False,
    }


def _room(lines: list[str]) -> dict[str, int]:
    blocks, inodes = _last_row(lines, "blocks "), _last_row(lines, "inodes ")
    if len(blocks) < 4:
        return {}
    total, used, available = (int(word) * 1024 for word in blocks[:3])
    files = [int(w) if w.isdigit() else 0 for w in inodes[:3]] or [0, 0, 0]
    return {
        "total": total,
        "free": total - used,
        "available": available,
        "inodes": files[0],
        "inodes_free": files[2],
    }


def _last_row(lines: list[str], word: str) -> list[str]:
    """The numbers of df's last line, from the first number on."""
    rows = [line[len(word) :].split() for line in lines if line.startswith(word)]
    words = rows[-1] if rows else []
    first = next((i for i, w in enumerate(words) if i and (w.isdigit() or w == "-")), len(words))
    numbers = words[first:]
    return numbers if all(w.isdigit() or w == "-" for w in numbers[:3]) else []
