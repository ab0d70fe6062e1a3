"""What the `host` command printed, as facts.  Pure."""

from __future__ import annotations

import errno
import re
from collections.abc import Iterator, Sequence
from typing import Any

from farhand.checks._host import kernel
from farhand.hostfacts.cgroup import NO_LIMIT
from farhand.hostfacts.mounts import REMOTE, mount_line
from farhand.model import Seen

_LIMIT = re.compile(r"limit (Max [a-z ]+?) {2,}(\d+|unlimited) ")
#: A shell that can start no further program says so; then there is nothing else to read.
_NO_FORK = re.compile(
    r"fork: (retry: )?(Resource temporarily unavailable|Cannot)|Cannot fork|can't fork", re.I
)
Group = dict[str, Any]


def read(text: str) -> Iterator[Seen]:
    """The stages that the pasted text decides; none where it is not that command's output."""
    lines = [line.rstrip() for line in text.splitlines()]
    places = list(_places(lines))
    limited = any(line.startswith("limit Max") for line in lines)
    if not places and not limited:
        if _NO_FORK.search(text):
            yield Seen("limits", {"pid": "self", "app": False, **_limits(lines), "processes": _no_fork()})
        return
    pid = _after(lines, "pid ") or "self"
    app = pid != "self"
    whose = {"pid": pid, "app": app, "own_group": True}
    yield Seen("disk", {"places": places, **_temporary(lines)})
    yield Seen("memory", {**whose, **_memory(lines), **_killed(lines, app)})
    if limited:
        yield Seen("limits", {**whose, **_limits(lines)})
    if "second" in lines:
        yield Seen("cpu", {**whose, **_cpu(lines)})


def _after(lines: Sequence[str], word: str) -> str:
    return next((line[len(word) :] for line in lines if line.startswith(word)), "")


def _no_fork() -> dict[str, Any]:
    return {"limit": None, "threads": None, "starts": False, "user": {}}


# Disk --------------------------------------------------------------------------------------------


def _places(lines: Sequence[str]) -> Iterator[dict[str, Any]]:
    inodes = {line.split()[1]: line.split() for line in lines if line.startswith("inodes /")}
    mounts = {line.split()[1]: line.split(" ", 2)[2] for line in lines if line.startswith("mountinfo /")}
    seen: set[str] = set()
    for line in lines:
        words = line.split()
        if len(words) > 1 and words[1] in seen:
            continue
        if words[:1] == ["hangs"] and len(words) == 2:
            yield {"path": words[1], "role": _role(words[1]), "mount": _mount(mounts, words), "hung": True}
        elif words[:1] == ["absent"] and len(words) == 2 and _role(words[1]) == "temporary":
            yield {"path": words[1], "role": "temporary", "mount": None, "errno": errno.ENOENT}
        elif words[:1] == ["blocks"] and len(words) >= 9 and all(w.isdigit() for w in words[4:7]):
            yield _place(words, inodes.get(words[1], []), _mount(mounts, words))
        else:
            continue
        seen.add(words[1])


def _place(words: Sequence[str], of_inodes: Sequence[str], mount: dict[str, Any]) -> dict[str, Any]:
    total, used, available = (int(w) * 1024 for w in words[4:7])
    files = [int(w) if w.isdigit() else 0 for w in (*of_inodes[3:6], "0", "0", "0")]
    return {
        "path": words[1], "role": _role(words[1]), "mount": mount,
        "total": total, "free": total - used, "available": available,
        "read_only": int("ro" in mount["options"]),
        "inodes": files[0], "inodes_free": files[2],
    }  # fmt: skip


def _role(path: str) -> str:
    return {"/": "root", "/dev/shm": "shared memory"}.get(path, "temporary")


def _mount(mounts: dict[str, str], words: Sequence[str]) -> dict[str, Any]:
    found = mount_line(mounts.get(words[1], ""))
    if found:
        return found.facts()
    more = [*words, *[""] * 9]
    return {
        "point": more[8], "source": more[2], "type": more[3], "options": ["rw"],
        "remote": bool(more[3]) and more[3].startswith(REMOTE),
    }  # fmt: skip


def _temporary(lines: Sequence[str]) -> dict[str, Any]:
    """Where temporary files go, and whether they can; `None`: an older kit did not look."""
    told = any(line.startswith("tmpdir") for line in lines)
    usable = [line[7:] for line in lines if line.startswith("usable ")]
    tmpdir = _after(lines, "tmpdir ").strip()
    return {"tmpdir": tmpdir, "temporary": usable[:1]} if told else {"tmpdir": ""}


# Memory and groups -------------------------------------------------------------------------------


def _memory(lines: Sequence[str]) -> dict[str, Any]:
    info = {
        words[0].rstrip(":"): int(words[1]) * 1024
        for words in (line.split() for line in lines)
        if len(words) == 3 and words[2] == "kB" and words[1].isdigit()
    }
    space = _allowed(lines).get("Max address space")
    return {
        "total": info.get("MemTotal"),
        "available": info.get("MemAvailable"),
        "swap": info.get("SwapTotal"),
        "swap_free": info.get("SwapFree"),
        "group": _memory_group(lines),
        "address_space": {"limit": space, "used": info.get("VmSize")},
    }


def _killed(lines: Sequence[str], app: bool) -> dict[str, Any]:
    """What the kernel's log says; nothing where it says nothing or may not be read."""
    said = _after(lines, "uptime ").split()
    uptime = float(said[0]) if said and re.fullmatch(r"\d+(?:\.\d+)?", said[0]) else None
    rows = kernel.kills(lines, uptime)
    return {"killed": rows, "uid": kernel.uid_of(lines, app)} if rows else {}


def _groups(lines: Sequence[str], controller: str) -> list[Group]:
    """The folders of the group with their values, innermost first."""
    found: list[Group] = []
    for line in lines:
        words = line.split()
        if words[:1] == ["group"] and len(words) == 4:
            found.append({"controller": words[1], "version": words[2], "folder": words[3]})
        elif words[:1] == ["is"] and len(words) >= 3 and found:
            found[-1][words[1]] = words[2] if len(words) == 3 else words[2:]
    return [row for row in found if row["controller"] == controller]


def _number(row: Group, *names: str) -> int:
    """The first of these values that is there; 0 for none and for `max`."""
    said = next((row[name] for name in names if name in row), "")
    return int(said) if isinstance(said, str) and said.lstrip("-").isdigit() else 0


def _memory_group(lines: Sequence[str]) -> dict[str, Any]:
    rows = [_memory_row(row) for row in _groups(lines, "memory")]
    if not rows:
        return _older_group(lines)
    limited = [row for row in rows if row["limit"]]
    tightest = max(limited, key=lambda row: row["used"] / row["limit"]) if limited else rows[0]
    return {**tightest, "oom_kills": rows[0]["oom_kills"], "own_limit": bool(rows[0]["limit"])}


def _memory_row(row: Group) -> dict[str, Any]:
    limit = _number(row, "memory.max", "memory.limit_in_bytes")
    used = _number(row, "memory.current", "memory.usage_in_bytes")
    prefix = "memory.stat:" if row["version"] == "2" else "memory.stat:total_"
    cache = _number(row, f"{prefix}inactive_file") + _number(row, f"{prefix}active_file")
    kills = (f"memory.{name}:oom_kill" for name in ("events.local", "events", "oom_control"))
    return {
        "folder": row["folder"],
        "limit": limit if 0 < limit < NO_LIMIT else 0,
        "used": max(0, used - cache),
        "oom_kills": _number(row, *kills),
    }


def _older_group(lines: Sequence[str]) -> dict[str, Any]:
    """As kits printed it before: the top of the group only."""
    kills = [int(line.split()[-1]) for line in lines if re.search(r":oom_kill \d+$", line)]
    values = {w[1]: w[2] for w in (line.split() for line in lines) if w[:1] == ["cgroup"] and len(w) == 3}
    limit = next((int(v) for k, v in values.items() if k.startswith("memory") and v.isdigit()), 0)
    limited = 0 < limit < NO_LIMIT
    return {
        "limit": limit if limited else 0, "used": 0, "oom_kills": sum(kills),
        "own_limit": limited, "folder": "/sys/fs/cgroup",
    }  # fmt: skip


# Limits ------------------------------------------------------------------------------------------


def _allowed(lines: Sequence[str]) -> dict[str, int | None]:
    found = [m for m in map(_LIMIT.match, lines) if m]
    return {m.group(1): int(m.group(2)) if m.group(2).isdigit() else None for m in found}


def _limits(lines: Sequence[str]) -> dict[str, Any]:
    allowed, needs = _allowed(lines), _after(lines, "needs ")
    used = next((int(line[5:]) for line in lines if re.fullmatch(r"open +\d+", line)), None)
    system = next((line.split()[1:] for line in lines if line.startswith("file-nr ")), [])
    return {
        "files": {
            "limit": allowed.get("Max open files"), "open": used,
            "needs": int(needs) if needs.isdigit() else 0,
        },
        "system_files": {"open": int(system[0]), "limit": int(system[2])}
        if len(system) == 3 and all(word.isdigit() for word in system)
        else {},
        "processes": _processes(lines, allowed.get("Max processes")),
        "group": _pids(lines),
        "file_size": allowed.get("Max file size"),
        "watch_errno": _watch(_after(lines, "watch ")),
    }  # fmt: skip


def _processes(lines: Sequence[str], limit: int | None) -> dict[str, Any]:
    """The limit never holds root back, and one that is high needs no counting."""
    owner = (_after(lines, "Uid:").split() or _after(lines, "uid ").split() or [""])[0]
    user = {"uid": int(owner), "user": ""} if owner.isdigit() else {}
    threads = _after(lines, "threads ")
    counts = limit is not None and limit < 4096 and user.get("uid") != 0 and threads.isdigit()
    return {
        "limit": limit, "threads": int(threads) if counts else None,
        "starts": False if _NO_FORK.search("\n".join(lines)) else None, "user": user,
    }  # fmt: skip


def _pids(lines: Sequence[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for row in _groups(lines, "pids"):
        limit, used = _number(row, "pids.max"), _number(row, "pids.current")
        if limit and (not found or used / limit > found["used"] / found["limit"]):
            found = {"limit": limit, "used": used, "folder": row["folder"]}
    return found


def _watch(said: str) -> int:
    if "Too many open files" in said:
        return errno.EMFILE
    return errno.ENOSPC if "exhausted" in said or "No space left" in said else 0


# CPU ---------------------------------------------------------------------------------------------


def _cpu(lines: Sequence[str]) -> dict[str, Any]:
    at = lines.index("second")
    before, after = _groups(lines[:at], "cpu"), _groups(lines[at:], "cpu")
    pairs = [(_cores(a), a, b) for a in before for b in after if a["folder"] == b["folder"]]
    cores, first, second = next(((c, a, b) for c, a, b in pairs if c), (0.0, {}, {}))
    load, cpus = _after(lines, "load ").split(), _after(lines, "cpus ")
    return {
        "group": _throttled(cores, first, second) if cores else {},
        "pressure": {**_pressure(lines), **({"load": float(load[0])} if _is_float(load[:1]) else {})},
        "cpus": int(cpus) if cpus.isdigit() else None,
    }


def _cores(row: Group) -> float:
    said = row.get("cpu.max")
    quota, period = _number(row, "cpu.cfs_quota_us"), _number(row, "cpu.cfs_period_us")
    if isinstance(said, list) and len(said) == 2 and all(w.isdigit() for w in said):
        quota, period = int(said[0]), int(said[1])
    return round(quota / period, 3) if quota > 0 and period > 0 else 0.0


def _throttled(cores: float, a: Group, b: Group) -> dict[str, Any]:
    def grown(name: str) -> int:
        return _number(b, name) - _number(a, name)

    return {
        "folder": a["folder"], "cores": cores,
        "periods": grown("cpu.stat:nr_periods"), "throttled": grown("cpu.stat:nr_throttled"),
        "used_s": round(grown("cpu.stat:usage_usec") / 1e6 + grown("cpuacct.usage") / 1e9, 4), "own_s": 0.0,
    }  # fmt: skip


def _pressure(lines: Sequence[str]) -> dict[str, float]:
    rows = (re.match(r"pressure (\w+) avg10=([\d.]+)", line) for line in lines)
    return {m.group(1): float(m.group(2)) for m in rows if m and _is_float([m.group(2)])}


def _is_float(words: Sequence[str]) -> bool:
    return bool(words) and re.fullmatch(r"\d+(\.\d+)?", words[0]) is not None
