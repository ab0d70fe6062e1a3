"""Control groups, version 1 and 2: what the app's process may use, and what it has met already."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from typing import Any

from farhand.hostfacts import mounts, read

#: Version 1 says "no limit" with a number near the largest there is.
NO_LIMIT = 1 << 60


def folders(pid: int | str, controller: str) -> Iterator[tuple[str, int]]:
    """The folders of that process's group and of its parents, innermost first, with the version (1 or 2).

    In a container the path of the group is often that of the host, and only the mounted top is seen.
    """
    there = mounts.mounts()
    for line in (read.text(f"/proc/{pid}/cgroup") or "").splitlines()[:50]:
        number, _, rest = line.partition(":")
        names, _, path = rest.partition(":")
        version = 2 if number == "0" and not names else 1
        if version == 1 and controller not in names.split(","):
            continue
        for top in (m.point for m in there if _carries(m, version, controller)):
            yield from ((folder, version) for folder in _up(top, path))
            break


def _carries(mount: mounts.Mount, version: int, controller: str) -> bool:
    if version == 2:
        return mount.type == "cgroup2"
    return mount.type == "cgroup" and controller in (
        *mount.super_options,
        *os.path.basename(mount.point).split(","),
    )


def _up(top: str, path: str) -> Iterator[str]:
    path = "" if path == "/" or ".." in path.split("/") else path.rstrip("/")
    if path and not os.path.isdir(top + path):
        path = ""
    while path:
        yield top + path
        path = path.rpartition("/")[0]
    yield top


def memory(pid: int | str) -> dict[str, Any]:
    """{"limit", "used", "folder", "oom_kills", "failures"}: of the tightest limit, and of its own group.

    `used` leaves out the page cache, which the kernel gives back before it kills. Empty without groups.
    """
    rows = [_memory(folder, version) for folder, version in folders(pid, "memory")]
    if not rows:
        return {}
    limited = [row for row in rows if row["limit"]]
    tightest = max(limited, key=lambda row: row["used"] / row["limit"]) if limited else rows[0]
    own = rows[0]
    return {**tightest, "oom_kills": own["oom_kills"], "own_limit": bool(own["limit"])}


def _memory(folder: str, version: int) -> dict[str, Any]:
    names = (
        ("memory.max", "memory.current")
        if version == 2
        else ("memory.limit_in_bytes", "memory.usage_in_bytes")
    )
    limit = read.number(f"{folder}/{names[0]}")
    used = read.number(f"{folder}/{names[1]}") or 0
    stat = read.pairs(f"{folder}/memory.stat")
    prefix = "" if version == 2 else "total_"
    cache = stat.get(f"{prefix}inactive_file", 0) + stat.get(f"{prefix}active_file", 0)
    events = read.pairs(f"{folder}/memory.events.local" if version == 2 else f"{folder}/memory.oom_control")
    if version == 2 and not events:
        events = read.pairs(f"{folder}/memory.events")
    return {
        "folder": folder,
        "version": version,
        "limit": limit if limit and limit < NO_LIMIT else 0,
        "used": max(0, used - cache),
        "oom_kills": events.get("oom_kill", 0),
    }


def pids(pid: int | str) -> dict[str, Any]:
    """{"limit", "used", "folder"} of the tightest limit on processes; empty where there is none."""
    found: dict[str, Any] = {}
    for folder, _ in folders(pid, "pids"):
        limit, used = read.number(f"{folder}/pids.max"), read.number(f"{folder}/pids.current")
        if limit and used is not None and (not found or used / limit > found["used"] / found["limit"]):
            found = {"limit": limit, "used": used, "folder": folder}
    return found


def cpu(pid: int | str, seconds: float) -> dict[str, Any]:
    """{"periods", "throttled", "cores", "used_s", "own_s"}: how often the group was held back in `seconds`.

    Empty, and without waiting, where no limit is set. `own_s` is what this process has used meanwhile; 0
    where it is not in the group itself.
    """
    for folder, version in folders(pid, "cpu"):
        cores = _cores(folder, version)
        if cores:
            return {"folder": folder, "cores": cores, **_sample(folder, version, seconds)}
    return {}


def _cores(folder: str, version: int) -> float:
    """The number of CPUs that the group may use; 0: no limit."""
    if version == 2:
        words = (read.text(f"{folder}/cpu.max", 64) or "").split()
        quota, period = (words + ["", ""])[:2]
    else:
        quota, period = (
            str(read.number(f"{folder}/cpu.cfs_quota_us")),
            str(read.number(f"{folder}/cpu.cfs_period_us")),
        )
    return round(int(quota) / int(period), 3) if quota.isdigit() and period.isdigit() and int(period) else 0.0


def _sample(folder: str, version: int, seconds: float) -> dict[str, Any]:
    before, used, own = read.pairs(f"{folder}/cpu.stat"), _used(folder, version), time.process_time()
    time.sleep(seconds)
    after = read.pairs(f"{folder}/cpu.stat")
    member = any(folder == mine for mine, _ in folders("self", "cpu"))
    return {
        "periods": after.get("nr_periods", 0) - before.get("nr_periods", 0),
        "throttled": after.get("nr_throttled", 0) - before.get("nr_throttled", 0),
        "used_s": round(_used(folder, version) - used, 4),
        "own_s": round(time.process_time() - own, 4) if member else 0.0,
    }


def _used(folder: str, version: int) -> float:
    """Seconds of CPU that the group has used so far; 0 where it is not told."""
    if version == 2:
        return read.pairs(f"{folder}/cpu.stat").get("usage_usec", 0) / 1e6
    return (read.number(f"{folder.replace('/cpu/', '/cpuacct/')}/cpuacct.usage") or 0) / 1e9
