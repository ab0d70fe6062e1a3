"""Which file system a path lies on, from mountinfo: no file system is touched, so nothing can hang."""

from __future__ import annotations

import re
from dataclasses import dataclass

from farhand.hostfacts import read

#: File systems whose answers come over a network or from another process.
REMOTE = (
    "nfs",
    "cifs",
    "smb",
    "ceph",
    "glusterfs",
    "fuse",
    "9p",
    "afs",
    "lustre",
    "beegfs",
    "gpfs",
    "ocfs2",
    "virtiofs",
)
#: File systems without a disk behind them, or of a fixed size: being full is how they are made.
FIXED = (
    "squashfs",
    "iso9660",
    "udf",
    "erofs",
    "cramfs",
    "romfs",
    "proc",
    "sysfs",
    "cgroup",
    "cgroup2",
    "devpts",
    "autofs",
)

#: What ext4 shows from Linux 6.15 on after errors: fs/ext4/super.c, _ext4_show_options.
STOPPED = ("emergency_ro", "shutdown")

_OCTAL = re.compile(r"\\([0-7]{3})")


@dataclass(frozen=True)
class Mount:
    """One line of mountinfo."""

    point: str
    source: str
    type: str
    options: tuple[str, ...]
    super_options: tuple[str, ...]
    root: str = "/"  # the folder of that file system that is seen at the point

    @property
    def remote(self) -> bool:
        return self.type.startswith(REMOTE)

    def facts(self) -> dict[str, object]:
        told = [o for o in self.options if o in ("ro", "rw", "noexec", "nosuid", "nodev", "sync")]
        made_read_only = "ro" in self.super_options and "ro" not in self.options
        return {
            "point": self.point,
            "source": self.source,
            "type": self.type,
            "options": told,
            "remote": self.remote,
            "made_read_only": made_read_only,
            "stopped": [o for o in self.super_options if o in STOPPED],
        }


def mounts(pid: int | str = "self") -> list[Mount]:
    """All mounts that this process sees; empty where they cannot be read."""
    lines = (read.text(f"/proc/{pid}/mountinfo", 4 << 20) or "").splitlines()
    return [m for m in map(mount_line, lines) if m]


def mount_line(line: str) -> Mount | None:
    """One line of mountinfo; None where it is none."""
    left, dash, right = line.partition(" - ")
    before, after = left.split(" "), right.split(" ")
    if not dash or len(before) < 6 or len(after) < 3:
        return None
    return Mount(
        plain(before[4]),
        plain(after[1]),
        after[0],
        tuple(before[5].split(",")),
        tuple(after[2].split(",")),
        plain(before[3]),
    )


def plain(text: str) -> str:
    r"""`\040` is a blank."""
    return _OCTAL.sub(lambda m: chr(int(m.group(1), 8)), text)


def mount_of(path: str, there: list[Mount]) -> Mount | None:
    """The mount that an absolute path without links lies on: the longest, of equals the last."""
    best = None
    for mount in there:
        inside = path == mount.point or path.startswith(mount.point.rstrip("/") + "/")
        if inside and (best is None or len(mount.point) >= len(best.point)):
            best = mount
    return best
