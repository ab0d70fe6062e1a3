"""Leaves processor and disk to the app: the lowest priority for a thread, and for what it starts."""

from __future__ import annotations

import ctypes
import os
import platform

#: ioprio_set(2): the system call's number, and "this thread, only when nobody else wants the disk".
_CALL = {
    "x86_64": 251,
    "aarch64": 30,
    "riscv64": 30,
    "armv7l": 314,
    "i686": 289,
    "s390x": 282,
    "ppc64le": 273,
}
_WHO_THREAD, _IDLE = 1, 3 << 13
LOWEST = 19


def become() -> str:
    """Best effort; what was reached, in words. Threads and processes started from here on inherit it."""
    return f"processor: {_nice()}; disk: {_io()}"


def _nice() -> str:
    try:
        return f"nice {os.nice(LOWEST)}"
    except OSError as error:
        return f"unchanged ({error.strerror})"


def _io() -> str:
    number = _CALL.get(platform.machine())
    if number is None or not hasattr(os, "sched_yield"):
        return "unchanged (not known how on this machine)"
    try:
        failed = ctypes.CDLL(None, use_errno=True).syscall(number, _WHO_THREAD, 0, _IDLE)
    except (OSError, AttributeError):
        return "unchanged"
    return f"unchanged ({os.strerror(ctypes.get_errno())})" if failed else "idle class"
