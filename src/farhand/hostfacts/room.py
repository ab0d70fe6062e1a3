"""How much of this user's limits Farhand itself may take, and what a check has run out of.  I/O."""

from __future__ import annotations

import errno
import os

#: Descriptors that one step may have open at one time.
_FILES_OF_STEP = 8
#: Bytes of address space that it may reserve: the C library takes 64 MiB for each thread at its ease.
_MEMORY_OF_STEP = 128 << 20


def most_at_once() -> int:
    """How many steps may run side by side, so that it is not Farhand's own haste that reaches a limit."""
    try:
        import resource

        files = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
        room = resource.getrlimit(resource.RLIMIT_AS)[0]
    except (ImportError, OSError, ValueError):
        return 100
    most = [1000]
    if files != resource.RLIM_INFINITY:
        most.append((files - _open_files()) // _FILES_OF_STEP)
    if room != resource.RLIM_INFINITY:
        most.append((room - _address_space()) // _MEMORY_OF_STEP)
    return max(1, min(most))


def _open_files() -> int:
    try:
        return len(os.listdir("/proc/self/fd"))
    except OSError:
        return 10


def _address_space() -> int:
    """Bytes that this process has reserved."""
    try:
        with open("/proc/self/statm", "rb") as file:
            return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return 100 << 20


def short_of(error: BaseException) -> str:
    """What this user ran out of, where that and not the site is why a check could not go on."""
    if isinstance(error, OSError) and error.errno in (errno.EMFILE, errno.ENFILE):
        return "this user may open no further file or connection (ulimit -n)"
    if isinstance(error, MemoryError) or (isinstance(error, OSError) and error.errno == errno.ENOMEM):
        return "this user may use no more memory (ulimit -v, or the limit of the container)"
    if isinstance(error, RuntimeError) and "new thread" in str(error):
        return "no further thread can be started (ulimit -u or -v, or the limit of the container)"
    return ""
