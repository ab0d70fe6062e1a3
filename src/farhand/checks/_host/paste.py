"""The host as a person asks for it, and that output as facts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from farhand.hostfacts.mounts import REMOTE
from farhand.model import Seen

_LIMIT = re.compile(r"limit (Max [a-z ]+?) {2,}(\d+|unlimited) ")


def command(subject: str, settings: Mapping[str, Any]) -> str:
    """Room and limits. Set PID to the app's process to see its own limits; else the shell's are shown."""
    return "\n".join(
        (
            "export LC_ALL=C; PID=${PID:-self}",
            'echo "pid $PID"; for p in / /dev/shm "${TMPDIR:-/tmp}"; do',
            '  timeout 5 df -PTk "$p" 2>/dev/null | tail -n +2 | sed "s|^|blocks $p |"',
            '  timeout 5 df -Pi "$p" 2>/dev/null | tail -n +2 | sed "s|^|inodes $p |"; done',
            'grep -E "^(MemTotal|MemAvailable):" /proc/meminfo',
            'sed "s/^/limit /" /proc/$PID/limits 2>/dev/null',
            'echo "open $(ls /proc/$PID/fd 2>/dev/null | wc -l)"',
            'echo "file-nr $(cat /proc/sys/fs/file-nr 2>/dev/null)"',
            "for f in /sys/fs/cgroup/memory.events /sys/fs/cgroup/memory/memory.oom_control; do",
            '  grep -H "^oom_kill " $f 2>/dev/null; done',
            "for f in memory.max memory/memory.limit_in_bytes pids.max pids.current; do",
            '  [ -r /sys/fs/cgroup/$f ] && echo "cgroup $f $(cat /sys/fs/cgroup/$f)"; done; true',
        )
    )


def read(text: str) -> Iterator[Seen]:
    """The stages that the pasted text decides; none where it is not that command's output."""
    lines = [line.rstrip() for line in text.splitlines()]
    places = list(_places(lines))
    if not places and not any(line.startswith("limit Max") for line in lines):
        return
    pid = next((line[4:] for line in lines if line.startswith("pid ")), "self")
    whose = {"pid": pid, "app": pid != "self", "own_group": True}
    yield Seen("disk", {"places": places, "tmpdir": ""})
    yield Seen("memory", {**whose, **_memory(lines)})
    if any(line.startswith("limit Max") for line in lines):
        yield Seen("limits", {**whose, **_limits(lines)})


def _places(lines: list[str]) -> Iterator[dict[str, Any]]:
    inodes = {line.split()[1]: line.split() for line in lines if line.startswith("inodes ")}
    for line in lines:
        words = line.split()
        if words[:1] == ["blocks"] and len(words) >= 9 and all(w.isdigit() for w in words[4:7]):
            path, total, used, available = words[1], *(int(w) * 1024 for w in words[4:7])
            files = [int(w) if w.isdigit() else 0 for w in (*inodes.get(path, [])[3:6], "0", "0", "0")]
            role = {"/": "root", "/dev/shm": "shared memory"}.get(path, "temporary")
            mount = {
                "point": words[8],
                "source": words[2],
                "type": words[3],
                "options": ["rw"],
                "remote": words[3].startswith(REMOTE),
            }
            yield {
                "path": path, "role": role, "mount": mount,
                "total": total, "free": total - used, "available": available, "read_only": 0,
                "inodes": files[0], "inodes_free": files[2],
            }  # fmt: skip


def _memory(lines: list[str]) -> dict[str, Any]:
    info = {
        w[0].rstrip(":"): int(w[1]) * 1024
        for w in (line.split() for line in lines)
        if len(w) == 3 and w[2] == "kB"
    }
    kills = [int(line.split()[-1]) for line in lines if ":oom_kill " in line]
    limit = next((int(v) for k, v in _groups(lines).items() if k.startswith("memory") and v.isdigit()), 0)
    limited = 0 < limit < 1 << 60
    group = {
        "limit": limit if limited else 0,
        "used": 0,
        "oom_kills": sum(kills),
        "own_limit": limited,
        "folder": "/sys/fs/cgroup",
    }
    return {
        "total": info.get("MemTotal"),
        "available": info.get("MemAvailable"),
        "group": group,
        "address_space": {},
    }


def _groups(lines: list[str]) -> dict[str, str]:
    return {
        words[1]: words[2]
        for words in (line.split() for line in lines)
        if words[:1] == ["cgroup"] and len(words) == 3
    }


def _limits(lines: list[str]) -> dict[str, Any]:
    found = [m for m in map(_LIMIT.match, lines) if m]
    allowed = {m.group(1): int(m.group(2)) if m.group(2).isdigit() else None for m in found}
    used = next((int(line[5:]) for line in lines if re.fullmatch(r"open \d+", line)), None)
    system = next((line.split()[1:] for line in lines if line.startswith("file-nr ")), [])
    groups = _groups(lines)
    most, now = groups.get("pids.max", ""), groups.get("pids.current", "")
    return {
        "files": {"limit": allowed.get("Max open files"), "open": used, "needs": 0},
        "system_files": {"open": int(system[0]), "limit": int(system[2])} if len(system) == 3 else {},
        "processes": {"limit": allowed.get("Max processes"), "threads": None, "starts": None, "user": {}},
        "group": _pids(most, now),
        "file_size": allowed.get("Max file size"),
    }  # fmt: skip


def _pids(most: str, now: str) -> dict[str, Any]:
    both = most.isdigit() and now.isdigit()
    return {"limit": int(most), "used": int(now), "folder": "/sys/fs/cgroup"} if both else {}
