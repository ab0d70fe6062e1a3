"""What the host says of itself: memory, limits, load, mounts, clock. Only /proc and /sys are read."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

from farhand.bundle.items._json import document
from farhand.bundle.model import MADE, Item
from farhand.bundle.site import Site
from farhand.hostfacts import cgroup, files, limits, mounts, read, timesync, who
from farhand.hostfacts.patience import Hangs, patiently

ORDER = 55
MAKES = ("host.json",)
SCHEMA = "farhand.host/1"
#: File systems of the kernel itself: they never fill up.
_KERNEL = (
    "proc",
    "sysfs",
    "cgroup",
    "cgroup2",
    "devpts",
    "mqueue",
    "debugfs",
    "tracefs",
    "securityfs",
    "bpf",
)
MOST_MOUNTS = 100
#: Seconds that a mount has to answer, and that all of them have.
PATIENCE, ALL = 0.5, 4.0


def plan(site: Site) -> Iterator[Item]:
    says = f"memory, load, limits, mounts and clock from /proc and /sys, of {_whose(site)}"
    yield Item(MAKES[0], MADE, says, "whether the host has run out of something")


def _pid(site: Site) -> int | str:
    return site.pid or "self"


def _whose(site: Site) -> str:
    return "this host and the app's process" if site.pid else "this host and this process"


def make(site: Site, item: Item) -> bytes:
    pid = _pid(site)
    return document(
        SCHEMA,
        of=_whose(site),
        memory=_some(
            read.pairs("/proc/meminfo"), ("MemTotal", "MemAvailable", "SwapTotal", "SwapFree", "Dirty")
        ),
        load=(read.text("/proc/loadavg", 200) or "").strip(),
        uptime_s=(read.text("/proc/uptime", 200) or "").split(" ")[0],
        cpus=os.cpu_count(),
        pressure=limits.pressure(),
        system_files=limits.system_files(),
        limits=limits.of_process(pid),
        open_files=limits.open_files(pid),
        cgroup={"memory": cgroup.memory(pid), "pids": cgroup.pids(pid)},
        confinement=who.confinement(pid),
        clock=timesync.kernel(),
        mounts=_mounts(pid),
    )


def _some(pairs: dict[str, int], names: tuple[str, ...]) -> dict[str, int]:
    return {name: pairs[name] for name in names if name in pairs}


def _mounts(pid: int | str) -> list[dict[str, Any]]:
    from farhand.deadline import Deadline

    rows, time = [], Deadline(ALL)
    for mount in mounts.mounts(pid)[:MOST_MOUNTS]:
        if mount.type not in _KERNEL:
            rows.append({**mount.facts(), **_space(mount.point, time.within(PATIENCE).left())})
    return rows


def _space(point: str, seconds: float) -> dict[str, Any]:
    """Room there; a mount that does not answer is named, for that may be what is wrong."""
    try:
        return dict(patiently(lambda: files.space(point), seconds))
    except (OSError, Hangs) as error:
        return {"says": "it does not answer" if isinstance(error, Hangs) else error.strerror}
