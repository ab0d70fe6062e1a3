"""What the commands of `directory` and `sqlite` print about a way, as facts.  Pure.

Every line begins with a word that says what it is, so that a prompt or a stray line does no harm.
"""

from __future__ import annotations

import errno
import stat
import struct
from collections.abc import Iterator
from typing import Any

from farhand.checks import _settled
from farhand.hostfacts.mounts import REMOTE, mount_line
from farhand.model import Seen

#: Profiles that container engines give to every container: they forbid parts of /proc and /sys, no data.
OF_CONTAINERS = (
    "docker-default", "containers-default", "cri-containerd", "crio-default", "lxc-container-default",
)  # fmt: skip

#: Options of a file system that keeps quotas; ext4 and XFS name them differently.
QUOTAS = (
    "quota", "usrquota", "grpquota", "prjquota", "usrjquota", "grpjquota", "uquota", "gquota", "pquota",
)  # fmt: skip

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
    "Connection timed out": errno.ETIMEDOUT,
    "Remote I/O error": 121,
    "Read-only file system": errno.EROFS,
    "Operation not permitted": errno.EPERM,
    "Structure needs cleaning": 117,
    "No such device or address": errno.ENXIO,
}
_KINDS = ((stat.S_ISDIR, "directory"), (stat.S_ISLNK, "link"), (stat.S_ISREG, "file"))


def directory(text: str) -> Iterator[Seen]:
    """The stages that the pasted text decides; none where it is not that command's output."""
    lines = [line.strip("\r") for line in text.splitlines()]
    known = _settled.settled(text)
    if known is not None:
        yield from known.seen
    if not rest(lines, "path "):
        return
    common = way(lines)
    yield Seen("path", common)
    yield from looked(lines, common)


def looked(lines: list[str], common: dict[str, Any]) -> Iterator[Seen]:
    """The stages behind `path`; none where the way does not lead to a directory."""
    if common["hung"] or "errno" in common["parts"][-1] or common["parts"][-1]["kind"] != "directory":
        return
    wants = wanted(lines)
    writable = wants.get("writable") == "true"
    yield Seen("access", {**common, "writable": writable, **limits(lines)})
    found = room(lines)
    if found:
        least = int(wants.get("min_free", "0") or 0)
        yield Seen("space", {**common, "writable": writable, **found, "min_free": least})
    yield _write({**common, **found}, lines, writable)


def _write(facts: dict[str, Any], lines: list[str], writable: bool) -> Seen:
    """A command writes nothing; but in a directory that was removed under its mount nothing can be made."""
    if writable and "links 0" in lines:
        return Seen("write", {**facts, "step": "create", "errno": errno.ENOENT})
    profile = _profile(lines)
    if writable and profile:
        why = f"a command writes nothing, and the AppArmor profile {profile} decides only when something does"
        return Seen("write", facts, unknown=why)
    if writable and _quotas(lines):
        why = "a command writes nothing, and the quota that is kept here decides only when something does"
        return Seen("write", facts, unknown=why)
    why = "a command writes nothing; rights and room are above" if writable else "the app only reads here"
    return Seen("write", {"not_applicable": why})


def _quotas(lines: list[str]) -> bool:
    """Quotas are kept on that file system: what is free in `df` may not be free for the app."""
    found = mount_line(rest(lines, "mountinfo "))
    of_findmnt = rest(lines, "mount ").split(" ")[3:4]
    options = (*found.options, *found.super_options) if found else ",".join(of_findmnt).split(",")
    return any(option.partition("=")[0] in QUOTAS for option in options)


def _profile(lines: list[str]) -> str:
    """The AppArmor profile that is enforced and may forbid files: access(2) does not ask it."""
    label = rest(lines, "confined ").strip()
    name, _, mode = label.partition(" ")
    return name if mode == "(enforce)" and not name.startswith(OF_CONTAINERS) else ""


def rest(lines: list[str], word: str) -> str:
    """What follows the first line that begins with this word."""
    return next((line[len(word) :] for line in lines if line.startswith(word)), "")


def wanted(lines: list[str]) -> dict[str, str]:
    """What the declaration asks for, which the command repeats: `wants writable=true min_free=0`."""
    return dict(word.split("=", 1) for word in rest(lines, "wants ").split() if "=" in word)


def way(lines: list[str]) -> dict[str, Any]:
    """The facts that every stage has: the parts of the way, the mount, as whom it was looked at."""
    path = rest(lines, "whole ") or rest(lines, "path ")
    parts = _parts(lines) or [{"path": path, "kind": "absent", "errno": errno.ENODATA}]
    looked = _who(lines)
    person = _app(lines) or looked
    same = all(person[key] == looked[key] for key in ("uid", "gid", "caps"))
    return {
        "path": path,
        "resolved": rest(lines, "resolved ") or path,
        "parts": parts,
        "hung": any(line.startswith(("status 124 ", "status 143 ", "hangs ")) for line in lines),
        "who": person,
        "looked_as": looked["uid"],
        "same_user": same,
        "mount": _mount(lines),
    }


def _who(lines: list[str]) -> dict[str, Any]:
    ids = [int(word) for word in rest(lines, "id ").split() if word.isdigit()]
    uid = ids[0] if ids else -1
    caps = rest(lines, "caps ").strip()
    return {
        "uid": uid,
        "gid": ids[1] if len(ids) > 1 else -1,
        "groups": ids[1:],
        "caps": int(caps, 16) if _is_hex(caps) else 6 if uid == 0 else 0,  # root as a shell has it
        "user": rest(lines, "user "),
        "known": True,
        "certain": True,
    }


def _app(lines: list[str]) -> dict[str, Any]:
    """As whom the process runs that PID names; empty where none is named or seen."""
    rows = {name: told.split() for name, _, told in (x[4:].partition(" ") for x in lines if x[:4] == "app ")}
    try:
        uid, gid, caps = int(rows["Uid"][3]), int(rows["Gid"][3]), int(rows["CapEff"][0], 16)
        groups = [int(word) for word in rows.get("Groups", [])]
    except (KeyError, IndexError, ValueError):
        return {}
    return {
        "uid": uid,
        "gid": gid,
        "groups": groups,
        "caps": caps,
        "user": "",
        "known": True,
        "certain": True,
    }


def _is_hex(word: str) -> bool:
    return 0 < len(word) <= 16 and not set(word.lower()) - set("0123456789abcdef")


def limits(lines: list[str]) -> dict[str, Any]:
    """What may deny above owner and mode, and what the kernel itself says."""
    flags = rest(lines, "flags ")
    listed = rest(lines, "list ")
    enforcing = rest(lines, "enforce ").strip() == "1"
    label = rest(lines, "confined ").strip()
    profile = label if label and not rest(lines, "enforce ").strip() else ""
    return {
        "kernel": {letter: f"may {letter}" in lines for letter in "rwx"},
        "flags": [word for letter, word in (("i", "immutable"), ("a", "append")) if letter in flags],
        "label": rest(lines, "label "),
        "confinement": {
            "label": label,
            "selinux_enforcing": enforcing,
            "confined": enforcing or bool(profile and not profile.startswith("unconfined")),
        },
        "list_errno": (number(listed) or None) if listed else None,
    }


def number(said: str) -> int:
    """The error's number by its words; 0 where they are not known."""
    return next((number for words, number in ERRNO_WORDS.items() if said.rstrip().endswith(words)), 0)


def _parts(lines: list[str]) -> list[dict[str, Any]]:
    """From the root down, up to the first that could not be looked at; a part met twice is kept once."""
    rows: list[dict[str, Any]] = []
    for line in lines:
        row = _part(line)
        if row:
            rows = [*(r for r in rows if r["path"] != row["path"]), row]
        elif rows and line.startswith("link "):
            rows[-1]["target"] = line[5:]
        elif rows and line.startswith(("acl ", "aclhex ")):
            rows[-1].setdefault("acl", []).extend(_acl(line))
    if rows and not rest(lines, "whole "):
        rows.reverse()  # as kits printed it before: from the end up
    first_bad = next((i for i, row in enumerate(rows) if "errno" in row), len(rows))
    return rows[: first_bad + 1]


def _part(line: str) -> dict[str, Any] | None:
    words = line.split(" ", 4)
    if words[0] == "part" and len(words) == 5 and _is_hex(words[1]):
        mode = int(words[1], 16)
        kind = next((word for test, word in _KINDS if test(mode)), "special file")
        if not (words[2].isdigit() and words[3].isdigit()):
            return None
        named = {"path": words[4], "kind": kind, "mode": f"{stat.S_IMODE(mode):04o}"}
        return {**named, "uid": int(words[2]), "gid": int(words[3]), "user": "", "group": ""}
    if line.startswith(("stat: ", "error ")):
        failed = number(line)
        name = line.split("'")[1] if line.count("'") > 1 else line.partition(" ")[2].rpartition(": ")[0]
        return {"path": name, "kind": "absent", "errno": failed} if failed else None
    return None


#: Tags of a POSIX access list: of the owner or of everybody, and with a name.
_TAGS = {"user": (1, 2), "group": (4, 8), "mask": (16, 16), "other": (32, 32)}
_UNNAMED = 0xFFFFFFFF


def _acl(line: str) -> list[list[int]]:
    """Rows of tag, rights and id, of getfacl's line or of the attribute itself; none for a hidden list."""
    word, _, told = line.partition(" ")
    if word == "aclhex":
        raw = bytes.fromhex(told) if not set(told) - set("0123456789abcdef") and len(told) % 2 == 0 else b""
        return [list(struct.unpack_from("<HHI", raw, at)) for at in range(4, min(len(raw), 2048) - 7, 8)]
    parts = told.partition("\t")[0].split(":")
    if len(parts) != 3 or parts[0] not in _TAGS:
        return []
    tag = _TAGS[parts[0]][bool(parts[1])]
    number = int(parts[1]) if parts[1].isdigit() else _UNNAMED
    return [[tag, sum(bit for letter, bit in (("r", 4), ("w", 2), ("x", 1)) if letter in parts[2]), number]]


def _mount(lines: list[str]) -> dict[str, Any] | None:
    found = mount_line(rest(lines, "mountinfo "))
    if found:
        return found.facts()
    words = rest(lines, "mount ").split(" ")  # of findmnt
    if len(words) < 4:
        return None
    told = [o for o in words[3].split(",") if o in ("ro", "rw", "noexec", "nosuid", "nodev", "sync")]
    return {
        "point": words[0],
        "source": words[1],
        "type": words[2],
        "options": told,
        "remote": words[2].startswith(REMOTE),
        "made_read_only": False,
    }


def room(lines: list[str]) -> dict[str, int]:
    """Bytes and inodes, from df; empty where it told nothing."""
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
