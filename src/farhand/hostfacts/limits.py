"""What a process may have, and what it has: descriptors, threads, file size, address space."""

from __future__ import annotations

import os
import threading
from typing import Any

from farhand.hostfacts import read

#: Processes that are looked at when the threads of one user are counted.
MOST = 5000
_DELETED = 0x200  # IN_DELETE


def of_process(pid: int | str) -> dict[str, int | None]:
    """The soft limits by the kernel's name ("Max open files"); None: no limit. Empty where not readable."""
    found: dict[str, int | None] = {}
    for line in (read.text(f"/proc/{pid}/limits") or "").splitlines()[1:]:
        name, words = line[:26].strip(), line[26:].split()
        if words:
            found[name] = int(words[0]) if words[0].isdigit() else None
    return found


def open_files(pid: int | str) -> int | None:
    """How many descriptors a process has; None where that may not be seen."""
    try:
        return len(os.listdir(f"/proc/{pid}/fd"))
    except OSError:
        return None


def status(pid: int | str) -> dict[str, int]:
    """`Threads`, `VmSize` (bytes) and so on."""
    return read.pairs(f"/proc/{pid}/status")


def threads_of(uid: int) -> int | None:
    """Threads of all processes of that user, as RLIMIT_NPROC counts them; None where there are too many."""
    try:
        pids = [name for name in os.listdir("/proc") if name.isdigit()]
    except OSError:
        return None
    if len(pids) > MOST:
        return None
    total = 0
    for pid in pids:
        try:
            if os.stat(f"/proc/{pid}").st_uid == uid:
                total += read.pairs(f"/proc/{pid}/status").get("Threads", 1)
        except OSError:
            continue
    return total


def thread_starts() -> bool:
    """Can one more thread be started right now?"""
    try:
        helper = threading.Thread(target=int, daemon=True)
        helper.start()
        helper.join(1.0)
    except RuntimeError:
        return False
    return True


def watch_starts() -> int:
    """Can one more directory be watched (inotify) right now? 0, or the error number."""
    import ctypes

    try:
        kernel = ctypes.CDLL(None, use_errno=True)
        handle = kernel.inotify_init1(os.O_CLOEXEC)
        if handle < 0:
            return ctypes.get_errno()
        failed = kernel.inotify_add_watch(handle, b"/", _DELETED) < 0
        number = ctypes.get_errno() if failed else 0
        os.close(handle)
        return number
    except (OSError, AttributeError):
        return 0


def system_files() -> dict[str, int]:
    """{"open", "limit"} of the whole host; empty where it is not told."""
    words = (read.text("/proc/sys/fs/file-nr", 128) or "").split()
    return (
        {"open": int(words[0]), "limit": int(words[2])}
        if len(words) == 3 and all(w.isdigit() for w in words)
        else {}
    )


def pressure() -> dict[str, Any]:
    """The share of the last ten seconds in which something waited, per resource, and the load."""
    found: dict[str, Any] = {}
    for name in ("cpu", "memory", "io"):
        words = (read.text(f"/proc/pressure/{name}", 512) or "").split()
        if len(words) > 1 and words[1].startswith("avg10="):
            found[name] = float(words[1][6:])
    load = (read.text("/proc/loadavg", 128) or "").split()
    return {**found, "load": float(load[0])} if load else found
