"""As whom a process runs: user, groups, capabilities, confinement. Names come from local files only."""

from __future__ import annotations

import os
from dataclasses import dataclass

from farhand.hostfacts import read

#: Capabilities that overrule owner and mode.
DAC_OVERRIDE, DAC_READ_SEARCH = 1 << 1, 1 << 2


@dataclass(frozen=True)
class Who:
    """The identity that file systems ask for."""

    uid: int
    gid: int
    groups: tuple[int, ...] = ()
    caps: int = 0
    known: bool = True  # False: only the uid is known, groups and capabilities are not

    def facts(self) -> dict[str, object]:
        return {
            "uid": self.uid,
            "gid": self.gid,
            "groups": list(self.groups)[:64],
            "caps": self.caps,
            "user": user(self.uid),
            "known": self.known,
        }


def of_process(pid: int | str = "self") -> Who | None:
    """The identity of a process, as the file system sees it; None where it cannot be read."""
    lines = (read.text(f"/proc/{pid}/status") or "").splitlines()
    rows = {name: rest.split() for name, _, rest in (line.partition(":") for line in lines)}
    try:
        return Who(
            int(rows["Uid"][3]),
            int(rows["Gid"][3]),
            tuple(map(int, rows.get("Groups", []))),
            int(rows["CapEff"][0], 16),
        )
    except (KeyError, IndexError, ValueError):
        return None


def us() -> Who:
    """This process; without /proc its capabilities are guessed from the uid."""
    uid = os.geteuid()
    caps = DAC_OVERRIDE | DAC_READ_SEARCH if uid == 0 else 0
    return of_process() or Who(uid, os.getegid(), tuple(os.getgroups()), caps)


def user(uid: int) -> str:
    """The name in /etc/passwd. A directory service is not asked: it may be what hangs."""
    return _name("/etc/passwd", uid)


def group(gid: int) -> str:
    return _name("/etc/group", gid)


def _name(path: str, number: int) -> str:
    for line in (read.text(path) or "").splitlines():
        parts = line.split(":")
        if len(parts) > 2 and parts[2] == str(number):
            return parts[0]
    return ""


def confinement(pid: int | str = "self") -> dict[str, object]:
    """SELinux and AppArmor: the process's label and whether the host enforces."""
    label = (read.text(f"/proc/{pid}/attr/current", 512) or "").strip("\0\n ")
    enforce = read.number("/sys/fs/selinux/enforce")
    profile = label if label and (enforce is None) else ""
    confined = bool(enforce) or bool(profile and not profile.startswith("unconfined"))
    return {"label": label, "selinux_enforcing": bool(enforce), "confined": confined}
