"""Space and inodes of file systems: `df`, `df -h`, `df -i`.

A full file system fails writes long before anything says so, and the same errno stands for used-up inodes
while `df -h` shows room; so both tables are read, and only mounts that an app can write to count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from farhand.model import Example
from farhand.readers import Part, Sign

WORDS = ("Mounted on",)
_HEAD = re.compile(r"Filesystem\s.*(?P<what>Use%|IUse%|Capacity)\s+Mounted on|Dateisystem\s.*Verw%")
_ROW = re.compile(
    r"(?P<device>\S+)\s+(?:\S+\s+){2,3}(?P<free>\S+)\s+(?:(?P<used>\d{1,3})%|-)\s+(?P<mount>/.*)$"
)
#: Read-only images and what the kernel shows of itself are always full.
_IMAGES = re.compile(r"/(?:snap|run/snapd|proc|sys|dev/loop|rofs|cdrom|media)\b")
_FULL, _TIGHT = 100, 95


def find(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    for at, line in enumerate(lines):
        if "Mounted on" in line and _HEAD.search(line):
            end = at + 1
            while end < len(lines) and _ROW.search(lines[end]):
                end += 1
            if end > at + 1:
                yield at, end


def read(part: Part) -> Iterator[Sign]:
    inodes = "IUse%" in part.lines[0] or "Inodes" in part.lines[0]
    full = False
    # the head says of which of the two the table is; its rows look the same
    yield Sign(1, also=tuple(range(2, len(part.lines))), moot=("fs.full",) if inodes else ("fs.inodes",))
    for at, line in enumerate(part.lines[1:], 1):
        row = _ROW.search(line)
        if row and int(row["used"] or 0) >= _TIGHT and not _is_image(row["device"], row["mount"]):
            full = True
            yield _full(at, row, inodes)
    if not full:
        what = "inodes" if inodes else "space"
        yield Sign(0, healthy=f"every file system has {what} left", subject="df")


def _full(at: int, row: re.Match[str], inodes: bool) -> Sign:
    used, what = int(row["used"]), "inodes" if inodes else "space"
    return Sign(
        at,
        cause="fs.inodes" if inodes else "fs.full",
        weight=0.93 if used >= _FULL else 0.55,
        why=f"{row['mount']} has used {used} % of its {what}",
        subject=row["mount"],
        params={"mount": row["mount"], "path": row["mount"], **({} if inodes else {"free": row["free"]})},
    )


def _is_image(device: str, mount: str) -> bool:
    return device.startswith(("/dev/loop", "squashfs")) or bool(_IMAGES.search(mount))


EXAMPLES = (
    Example(
        "a full data disk",
        pasted="Filesystem      Size  Used Avail Use% Mounted on\n"
        "/dev/sda1        40G   11G   27G  29% /\n"
        "/dev/sdb1       100G  100G     0 100% /var/lib/postgresql\n",
        finds=("fs.full",),
        source="made after df of GNU coreutils 9.1",
    ),
    Example(
        "no inodes left, though there is space",
        pasted="Filesystem      Inodes   IUsed  IFree IUse% Mounted on\n"
        "/dev/sdb1      6553600 6553600      0  100% /data\n",
        finds=("fs.inodes",),
        source="made after df -i of GNU coreutils 9.1",
    ),
    Example(
        "a full disk among what the kernel shows of itself (df -al, as a sos report has it)",
        pasted="Filesystem     1K-blocks     Used Available Use% Mounted on\n"
        "proc                   0        0         0    - /proc\n"
        "/dev/vda1       41152812 41136428         0 100% /var\n"
        "cgroup2                0        0         0    - /sys/fs/cgroup\n",
        finds=("fs.full",),
        source="made after df -al of GNU coreutils 9.1",
    ),
    Example(
        "room everywhere; a snap image is always full",
        pasted="Filesystem      Size  Used Avail Use% Mounted on\n"
        "/dev/sda1        40G   11G   27G  29% /\n"
        "/dev/loop3       56M   56M     0 100% /snap/core18/2829\n",
        outcome="healthy",
        source="made after df of GNU coreutils 9.1",
    ),
)
