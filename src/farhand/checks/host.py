"""The host must have room left: disk, memory, descriptors, threads and CPU time.

These run out in odd places: without a free descriptor a name does not resolve, without a thread a
driver "hangs", without space in TMPDIR an upload fails. So they are looked at by themselves, with the
limits of the app's own process where it is known, and only what has really run out is a fault.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import Any

from farhand.checks._host import kernel
from farhand.checks._host import meaning as meaning
from farhand.checks._host.command import command
from farhand.checks._host.examples import EXAMPLES
from farhand.checks._host.paste import read
from farhand.hostfacts import cgroup, files, kernellog, limits, mounts, who
from farhand.hostfacts import read as reading
from farhand.hostfacts.patience import Hangs, patiently
from farhand.look import Look
from farhand.model import Facts, Seen, Verdict

__all__ = ["EXAMPLES", "STAGES", "command", "judge", "probe", "read"]

#: The first and the last line of what its command prints.
WHOLE = (r"^pid (?:self|\d+)$", r"^== end$")
STAGES = ("disk", "memory", "limits", "cpu")
OWN = STAGES
ALWAYS = True

#: Seconds over which the CPU's throttling is watched, where a limit is set at all.
SAMPLE = 0.2
#: Where programs look for a temporary directory when TMPDIR is not set.
TEMPORARY = ("/tmp", "/var/tmp", "/usr/tmp")


def probe(look: Look) -> Iterator[Seen]:
    pid: int | str = (look.env.pid if look.env else None) or "self"
    known = look.env is not None and (look.env.pid is not None)
    app = known and pid != os.getpid()
    whose = {
        "pid": os.getpid() if pid == "self" else pid,
        "app": app,
        "own_group": known,
    }
    yield Seen("disk", _disk(look))
    yield Seen("memory", {**whose, **_memory(pid), **_killed(pid, app)})
    yield Seen("limits", {**whose, **_limits(look, pid)})
    yield Seen(
        "cpu",
        {**whose, "group": cgroup.cpu(pid, SAMPLE), "pressure": limits.pressure(), "cpus": os.cpu_count()},
    )


def _disk(look: Look) -> dict[str, Any]:
    """The file systems that every program uses: the root, the temporary directory and shared memory."""
    prefix = (look.env.files if look.env else "") or ""
    there = mounts.mounts(look.env.pid if look.env and look.env.pid and prefix else "self")
    set_to = (look.env.values.get("TMPDIR") if look.env else None) or ""
    temporary = set_to if set_to.startswith("/") else ""
    places = {"/": "root", "/dev/shm": "shared memory", temporary or "/tmp": "temporary"}
    rows = [_place(look, path, role, prefix, there) for path, role in places.items()]
    usable = [path for path in ([temporary] if temporary else []) + list(TEMPORARY) if _usable(prefix + path)]
    return {
        "places": [row for row in rows if row],
        "tmpdir": set_to,
        "temporary": usable[:1],
        "who": who.us().facts(),
    }


def _place(look: Look, path: str, role: str, prefix: str, there: list[mounts.Mount]) -> dict[str, Any] | None:
    mount = mounts.mount_of(os.path.normpath(path), there)
    row: dict[str, Any] = {"path": path, "role": role, "mount": mount.facts() if mount else None}
    try:
        room = patiently(lambda: files.space(prefix + path), min(1.0, look.stage().left()))
    except Hangs:
        return {**row, "hung": True}
    except OSError as error:
        return {**row, "errno": error.errno} if role == "temporary" else None
    return {**row, **room}


def _usable(path: str) -> bool:
    effective = os.access in os.supports_effective_ids
    return os.access(path, os.W_OK | os.X_OK, effective_ids=effective)


def _memory(pid: int | str) -> dict[str, Any]:
    info = reading.pairs("/proc/meminfo")
    names = {"total": "MemTotal", "available": "MemAvailable", "swap": "SwapTotal", "swap_free": "SwapFree"}
    seen = limits.status(pid)
    space = limits.of_process(pid).get("Max address space")
    return {
        **{key: info.get(name) for key, name in names.items()},
        "group": cgroup.memory(pid),
        "address_space": {"limit": space, "used": seen.get("VmSize")},
    }


def _killed(pid: int | str, app: bool) -> dict[str, Any]:
    """What the kernel's log says; nothing where it says nothing, or not whether it was this app."""
    uid = (who.of_process(pid) or who.us()).uid
    if uid == kernel.ROOT and not app:
        return {}
    told = [f"kernel {line}" for line in kernellog.lines(kernel.WORDS)]
    uptime = (reading.text("/proc/uptime", 128) or "").split()
    rows = kernel.kills(told[-kernel.MOST :], float(uptime[0]) if uptime else None)
    return {"killed": rows, "uid": uid} if rows else {}


def _limits(look: Look, pid: int | str) -> dict[str, Any]:
    allowed = limits.of_process(pid)
    user = who.of_process(pid) or who.us()
    own = str(pid) in ("self", str(os.getpid()))
    return {
        "files": {
            "limit": allowed.get("Max open files"), "open": limits.open_files(pid), "needs": _needs(look),
        },
        "system_files": limits.system_files(),
        "processes": {
            "limit": allowed.get("Max processes"), "threads": _threads(user, allowed.get("Max processes")),
            "starts": limits.thread_starts() if own else None, "user": user.facts(),
        },
        "group": cgroup.pids(pid),
        "file_size": allowed.get("Max file size"),
        "watch_errno": limits.watch_starts() if user.uid == os.geteuid() else None,
    }  # fmt: skip


def _threads(user: who.Who, limit: int | None) -> int | None:
    """Only where a limit is set that counts: it never holds root back."""
    return limits.threads_of(user.uid) if limit is not None and limit < 4096 and user.uid != 0 else None


def _needs(look: Look) -> int:
    """Descriptors that the declared pools alone may take in one process."""
    return sum(need.pool_size or 1 for need in look.app.dependencies)


def judge(stage: str, facts: Facts) -> Verdict:
    parts: Mapping[str, Any] = {
        "disk": meaning.of_disk,
        "memory": meaning.of_memory,
        "limits": meaning.of_limits,
        "cpu": meaning.of_cpu,
    }
    verdict: Verdict = parts[stage](facts)
    return verdict
