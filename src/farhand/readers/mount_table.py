"""Mounted file systems and their options: `findmnt`, `mount`, /proc/mounts.

Much is mounted read-only or noexec by right: images, secrets, what the kernel shows of itself. So a mount
counts only if it is the one that was asked for (`findmnt -T PATH`), or that a message in the same text
names a path on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from farhand.model import Example
from farhand.readers import Part, Sign
from farhand.readers._runs import runs, typed

WORDS = (" type ", " rw,", " ro,", " rw", " ro", "FSTYPE")
_TYPES = (
    r"ext[234]|xfs|btrfs|zfs|nfs4?|cifs|smb3|overlay|tmpfs|ceph|fuse(?:\.[\w-]+)?|glusterfs|vfat|f2fs"
    r"|gfs2|ocfs2|9p|virtiofs|efs"
    r"|squashfs|iso9660|erofs|proc|sysfs|devtmpfs|cgroup2?|devpts|mqueue"
)
_MOUNT = re.compile(rf"^(?P<source>\S+) on (?P<target>/.*?) type (?P<type>{_TYPES}) \((?P<options>[^)]+)\)")
_PROC = re.compile(rf"^(?P<source>\S+) (?P<target>/\S*) (?P<type>{_TYPES}) (?P<options>r[wo]\S*) \d \d$")
_FIND = re.compile(
    rf"^(?:[|`'\u251c\u2514\u2502\u2500 -]*)(?P<target>/\S*)\s+(?P<source>\S+)\s+(?P<type>{_TYPES})\s+"
    rf"(?P<options>r[wo](?:,\S*)?)$"
)
_HEAD = re.compile(r"^TARGET\s+SOURCE\s+FSTYPE\s+OPTIONS")
_ASKED = re.compile(r"\bfindmnt\b.*?(?:-T|--target)[ =]?(?P<path>/\S+)")
_READ_ONLY = re.compile(
    r"read-only file ?system|EROFS|\bErrno 30\b|remount\w* (?:filesystem )?(?:as )?read-only", re.I
)
_NOT_RUN = re.compile(r"permission denied|\bEACCES\b|error 126|exit(?:ed with)? code 126", re.I)
_PATH = re.compile(r"(?<![\w:/.])(?P<path>/[\w.@%+-]+(?:/[\w.@%+-]+)*)")
#: Lines of one text in which a path is looked for around the table.
_AROUND = 200
_IMAGES = (
    "squashfs",
    "iso9660",
    "erofs",
    "proc",
    "sysfs",
    "cgroup",
    "cgroup2",
    "devpts",
    "mqueue",
    "devtmpfs",
)


@dataclass(frozen=True)
class _Mount:
    at: int
    target: str
    kind: str
    options: tuple[str, ...]


def find(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The table, with the message that names a path on one of its mounts, where one stands near."""
    for first, end in runs(
        lines, _row, lambda x: _HEAD.match(x) or "findmnt" in typed(x) or "mount" in typed(x), gap=1
    ):
        low, high = max(0, first - _AROUND), min(len(lines), end + _AROUND)
        said = [at for at in range(low, high) if _READ_ONLY.search(lines[at]) or _NOT_RUN.search(lines[at])]
        said = [at for at in said if not first <= at < end and _PATH.search(lines[at])]
        yield min([first, *said[:1]]), max([end, *(at + 1 for at in said[-1:])])


def _row(line: str) -> re.Match[str] | None:
    return _MOUNT.match(line) or _PROC.match(line) or _FIND.match(line)


def read(part: Part) -> Iterator[Sign]:
    mounts = [
        _Mount(at, m["target"], m["type"], tuple(m["options"].split(",")))
        for at, x in enumerate(part.lines)
        if (m := _row(x)) and m["type"] not in _IMAGES
    ]
    yield from _asked(part.lines, mounts)
    for at, line in enumerate(part.lines):
        if _row(line):
            continue
        yield from _named(at, line, mounts)


def _asked(lines: Sequence[str], mounts: Sequence[_Mount]) -> Iterator[Sign]:
    asked = next((m["path"] for x in lines if (m := _ASKED.search(typed(x)))), "")
    if asked and len(mounts) == 1:
        mount = mounts[0]
        if "ro" in mount.options:
            yield _read_only(mount, asked, mount.at, 0.75)
        else:
            yield Sign(
                mount.at, healthy=f"{mount.target}, where {asked} lies, can be written to", subject="mount"
            )


def _named(at: int, line: str, mounts: Sequence[_Mount]) -> Iterator[Sign]:
    """A message about a path, and the mount that it lies on."""
    for found in _PATH.finditer(line[:2000]):
        mount = max(
            (m for m in mounts if _lies_on(found["path"], m.target)),
            key=lambda m: len(m.target),
            default=None,
        )
        if mount and "ro" in mount.options and _READ_ONLY.search(line):
            yield _read_only(mount, found["path"], at, 0.93)
            return
        if mount and "noexec" in mount.options and _NOT_RUN.search(line):
            why = (
                f"{found['path']} lies on {mount.target}, which is mounted noexec: no program runs from there"
            )
            yield Sign(mount.at, "exec.not_runnable", 0.75, why, params={"path": found["path"]}, also=(at,))
            return


def _read_only(mount: _Mount, path: str, at: int, weight: float) -> Sign:
    why = f"{path} lies on {mount.target}, which is mounted read-only"
    return Sign(
        mount.at,
        "fs.read_only",
        weight,
        why,
        mount.target,
        params={"path": path, "mount": mount.target},
        also=(at,),
    )


def _lies_on(path: str, target: str) -> bool:
    return path == target or path.startswith(target.rstrip("/") + "/")


_FINDMNT = "TARGET SOURCE    FSTYPE OPTIONS\n"
EXAMPLES = (
    Example(
        "the mount that was asked for",
        pasted="$ findmnt -T /data -o TARGET,SOURCE,FSTYPE,OPTIONS\n"
        + _FINDMNT
        + "/data  /dev/sdb1 ext4   ro,relatime,errors=remount-ro\n",
        finds=("fs.read_only",),
        source="made after findmnt of util-linux 2.38",
    ),
    Example(
        "it can be written to",
        pasted="$ findmnt -T /data -o TARGET,SOURCE,FSTYPE,OPTIONS\n"
        + _FINDMNT
        + "/data  /dev/sdb1 ext4   rw,relatime\n",
        outcome="healthy",
        source="made after findmnt of util-linux 2.38",
    ),
    Example(
        "a message names a path on it",
        pasted="OSError: [Errno 30] Read-only file system: '/data/out/a.bin'\n$ mount\n"
        "/dev/sda1 on / type ext4 (rw,relatime,errors=remount-ro)\n/dev/sdb1 on /data type xfs "
        "(ro,relatime)\n",
        finds=("fs.read_only",),
        source="made after mount of util-linux 2.38",
    ),
    Example(
        "no program runs from there",
        pasted="/tmp/run/start.sh: Permission denied\n# cat /proc/mounts\n/dev/sda1 / ext4 rw,relatime 0 0\n"
        "tmpfs /tmp tmpfs rw,nosuid,nodev,noexec 0 0\n",
        finds=("exec.not_runnable",),
        source="made after /proc/mounts of Linux 6.1",
    ),
    Example(
        "images, secrets and the kernel's own are read-only by right",
        pasted="/dev/loop3 on /snap/core18/2829 type squashfs (ro,nodev,relatime)\n"
        "tmpfs on /run/secrets type tmpfs (ro,relatime)\n/dev/sda1 on / type ext4 "
        "(rw,relatime,errors=remount-ro)\n",
        outcome="undecided",
        source="made after mount of util-linux 2.38",
    ),
    Example(
        "cut off",
        pasted="/dev/sda1 on / type ext4 (rw,relatime)\n/dev/sdb1 on /da",
        outcome="undecided",
        source="made after mount of util-linux 2.38",
    ),
)
