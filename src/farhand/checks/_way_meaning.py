"""What the way to a file or directory means.  Pure.

The kernel's own answer comes first; owner and mode explain it, and decide where the look was made as
another user than the app's.
"""

from __future__ import annotations

import errno
import os
import shlex
from collections.abc import Mapping
from typing import Any

from farhand.checks import _rights
from farhand.model import FAIL, PASS, UNKNOWN, Facts, Finding, Verdict

#: What an error number of a file operation says, whoever gets it.
BY_ERRNO: Mapping[int, tuple[str, float, str]] = {
    errno.ENOENT: ("fs.missing", 0.95, "is not there"),
    errno.ENOTDIR: ("fs.missing", 0.95, "is a file, not a directory"),
    errno.ELOOP: ("fs.missing", 0.95, "is a link that leads back to itself"),
    errno.ENAMETOOLONG: ("config.value_malformed", 0.9, "is longer than a file name may be"),
    errno.ENOSPC: ("fs.full", 0.8, "takes no more data: no space left on device"),
    errno.EDQUOT: ("fs.full", 0.95, "takes no more data: the quota is used up"),
    errno.EROFS: ("fs.read_only", 0.95, "is on a read-only file system"),
    errno.EPERM: ("fs.permission", 0.85, "does not permit it, whatever its mode says"),
    errno.EACCES: ("fs.permission", 0.8, "denies access"),
    errno.EIO: ("fs.io_error", 0.9, "gives an input/output error"),
    errno.ESTALE: ("fs.remote", 0.95, "is stale: the file server no longer knows it"),
    errno.EHOSTDOWN: ("fs.remote", 0.95, "is on a file server that does not answer"),
    errno.EHOSTUNREACH: ("fs.remote", 0.9, "is on a file server that cannot be reached"),
    errno.ETIMEDOUT: ("fs.remote", 0.9, "is on a file server that does not answer"),
    errno.ENOTCONN: ("fs.remote", 0.95, "is on a file system whose server is gone"),
    errno.ECONNABORTED: ("fs.remote", 0.9, "is on a file system whose server is gone"),
    errno.ENXIO: ("fs.io_error", 0.7, "is on a device that is gone"),
    errno.ENODEV: ("fs.io_error", 0.7, "is on a device that is gone"),
    getattr(errno, "EUCLEAN", 117): ("fs.io_error", 0.95, "is on a file system that must be repaired"),
    getattr(errno, "EREMOTEIO", 121): ("fs.io_error", 0.85, "gives a remote input/output error"),
    errno.EFBIG: ("limits.file_size", 0.9, "takes no more: the process's file size limit is reached"),
    errno.EMFILE: ("limits.files", 0.9, "could not be opened: the process has too many open files"),
    errno.ENFILE: ("limits.files", 0.9, "could not be opened: the host has too many open files"),
}


def params(facts: Facts, **more: object) -> dict[str, Any]:
    """What the fixes in causes/fs.toml ask for."""
    mount, who_is = facts.get("mount") or {}, facts.get("who") or {}
    if "part" in more:
        more["part"] = shlex.quote(str(more["part"]))
    return {
        "path": shlex.quote(facts["path"]),
        "resolved": shlex.quote(str(facts.get("resolved") or facts["path"])),
        "mount": shlex.quote(str(mount.get("point", "/"))),
        "source": mount.get("source", ""),
        "type": mount.get("type", ""),
        "uid": who_is.get("uid", ""),
        "gid": who_is.get("gid", ""),
        "user": who_is.get("user") or who_is.get("uid", ""),
        **more,
    }


def judge_path(facts: Facts, kinds: tuple[str, ...]) -> Verdict:
    """The path must lead to something of one of these kinds."""
    if facts.get("hung"):
        return hangs(facts)
    last = facts["parts"][-1]
    if "errno" in last:
        return _stopped(facts, last)
    if last["kind"] not in kinds:
        says = f"{facts['path']} is a {last['kind']}, not a {kinds[0]}"
        return fail("fs.missing", 0.95, says, facts, part=last["path"])
    via = f" (that is {facts['resolved']})" if facts["resolved"] != facts["path"] else ""
    mount = facts.get("mount") or {}
    on = f", {mount['type']} of {mount['source']} at {mount['point']}" if mount else ""
    return Verdict(PASS, f"{facts['path']}{via} is there{on}")


def _stopped(facts: Facts, last: Mapping[str, Any]) -> Verdict:
    """The way ends at a part that could not be looked at."""
    number = last["errno"]
    if number == errno.EACCES:
        return judge_denial(facts, "x", facts.get("same_user", True))
    links = [row for row in facts["parts"] if row["kind"] == "link"]
    if number == errno.ENOENT and links:
        link = f"{links[-1]['path']} is a link to {links[-1]['target']}"
        says = f"{facts['path']} is not there: {link}, and {last['path']} is missing"
        return fail("fs.missing", 0.95, says, facts, part=last["path"])
    if number == errno.ENOTDIR and len(facts["parts"]) > 1:
        last = facts["parts"][-2]
    return by_errno(facts, number, last["path"])


def by_errno(facts: Facts, number: int, part: str = "", doing: str = "") -> Verdict:
    """The verdict that an error number alone allows."""
    part = part or facts["path"]
    cause, confidence, words = BY_ERRNO.get(number, ("", 0.0, ""))
    shown = errno.errorcode.get(number, str(number))
    if not cause:
        return Verdict(UNKNOWN, f"{part}: {doing or 'looking'} failed with {shown} ({os.strerror(number)})")
    more = "" if part == facts["path"] else f" (on the way to {facts['path']})"
    return fail(
        cause, confidence, f"{part} {words}{more} [{shown}{', ' + doing if doing else ''}]", facts, part=part
    )


def given_up(mount: Mapping[str, Any]) -> bool:
    """A file system that has met an error refuses writes (EROFS) while the mount still says `rw`.

    So does ext4 with errors=remount-ro since Linux 6.12 and the stable kernels of that time ("ext4: don't set
    SB_RDONLY after filesystem errors"), and with errors=continue once its journal has been given up.
    """
    return "rw" in mount.get("options", ()) and not mount.get("made_read_only") and not mount.get("remote")


def hangs(facts: Facts) -> Verdict:
    """A look that never came back: a file server, or a device."""
    mount = facts.get("mount") or {}
    where = f"{mount.get('type', 'unknown')} of {mount.get('source', 'unknown')} at {mount.get('point', '?')}"
    if mount.get("remote"):
        return fail(
            "fs.remote",
            0.9,
            f"{facts['path']} does not answer: the file server behind it hangs ({where})",
            facts,
        )
    says = f"{facts['path']} does not answer ({where})"
    return Verdict(FAIL, says, (Finding("fs.io_error", 0.5, says, params(facts), ("fs.remote",)),))


def judge_denial(facts: Facts, want: str, same: bool) -> Verdict:
    """EACCES: the part that denies by owner and mode, or else something above them."""
    found = _rights.denied(facts["parts"], facts["who"], want)
    person = _rights.person(facts["who"])
    if found:
        row, letters = found
        says = f"{row['path']} {_rights.owned(row)}: {person} may not {_rights.verbs(letters)} it"
        if row["path"] != facts["resolved"]:
            says += f", and so does not reach {facts['path']}"
        more = {
            "part": row["path"],
            "need": letters,
            "owner": f"{row['uid']}:{row['gid']}",
            "mode": row["mode"],
        }
        sure = 0.95 if same and facts["who"].get("known", True) else 0.8
        finding = Finding("fs.permission", sure, says, params(facts, **more), fix=_steps(facts, row, letters))
        return Verdict(FAIL, says, (finding,))
    if not same:
        return Verdict(
            UNKNOWN,
            f"{facts['path']} could not be looked at as uid {facts['looked_as']}; the app runs as {person}",
        )
    if any(row.get("acl") == [] for row in facts["parts"]):
        says = f"{person} is denied by {facts['resolved']}, on the way to which an access list is set"
        return fail("fs.permission", 0.75, says, facts, others=("fs.selinux",), part=facts["resolved"])
    return above_the_mode(facts, f"{person} is denied, although owner and mode of every part allow it")


def _steps(facts: Facts, row: Mapping[str, Any], letters: str) -> tuple[str, ...]:
    """What to do about just this part of the way."""
    part, uid, gid = shlex.quote(row["path"]), facts["who"]["uid"], facts["who"]["gid"]
    owner = f"{uid}:{gid}" if gid >= 0 else str(uid)
    if row["path"] != facts["resolved"]:
        do = f"Let uid {uid} pass through {part}: setfacl -m u:{uid}:x {part}   (or chmod o+x {part})"
    elif row.get("acl"):
        do = f"Give uid {uid} the right in the list: setfacl -m u:{uid}:rwX {part}"
    elif row["uid"] == uid:
        do = f"Give its owner the right: chmod u+{letters} {part}"
    else:
        do = f"Give it to the app's user: chown {owner} {part}"
    return (
        f"See every part of the way: namei -l {shlex.quote(facts['path'])}; getfacl -p {part} 2>/dev/null",
        do,
        "If the app runs in a container: the number counts, not the name. In Kubernetes set "
        f"securityContext.fsGroup to a group that may {_rights.verbs(letters)} it.",
    )


def above_the_mode(facts: Facts, why: str) -> Verdict:
    """Denied although the mode bits allow: a security module, unless the file server has rules of its own."""
    confinement = facts.get("confinement") or {}
    label = confinement.get("label") or ""
    named = f"; the process runs as {label}" if label and label != "unconfined" else ""
    if (facts.get("mount") or {}).get("remote"):
        return fail(
            "fs.permission",
            0.6,
            f"{facts['path']}: {why}; the file server has rules of its own",
            facts,
            others=("fs.selinux",),
            part=facts["resolved"],
        )
    sure = 0.9 if confinement.get("confined") else 0.8
    return fail(
        "fs.selinux",
        sure,
        f"{facts['path']}: {why}{named}",
        facts,
        others=("fs.permission",),
        part=facts["resolved"],
    )


def fail(
    cause: str,
    confidence: float,
    says: str,
    facts: Facts,
    others: tuple[str, ...] | None = None,
    **more: object,
) -> Verdict:
    return Verdict(FAIL, says, (Finding(cause, confidence, says, params(facts, **more), others),))


def in_words(number: float) -> str:
    """`1.5 GiB`."""
    for unit in ("bytes", "KiB", "MiB", "GiB"):
        if abs(number) < 1024:
            return f"{number:.0f} {unit}" if unit == "bytes" or number >= 100 else f"{number:.1f} {unit}"
        number /= 1024
    return f"{number:.1f} TiB"
