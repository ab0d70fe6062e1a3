"""A network for one test alone: what the kernel counts in it comes from nobody else.

Its counters (`/proc/net/snmp`) are those of a whole network namespace; beside other tests of the same one
they tell of packets that these sent again. The calling thread moves, with the threads and programs it starts.
"""

from __future__ import annotations

import ctypes
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

from tests.conftest import need, need_tool

#: `CLONE_NEWNET` of <linux/sched.h>.
_NEW_NET = 0x40000000
_libc = ctypes.CDLL(None, use_errno=True)


@contextmanager
def own_network() -> Iterator[None]:
    """Inside there is loopback and nothing else; skips the test where that cannot be made."""
    ip, mine = need_tool("ip"), "/proc/thread-self/ns/net"
    need(os.path.exists(mine), "network namespaces need Linux")
    before = os.open(mine, os.O_RDONLY | os.O_CLOEXEC)
    try:
        need(_libc.unshare(_NEW_NET) == 0, "a network namespace of its own needs root")
        try:
            subprocess.run([ip, "link", "set", "lo", "up"], check=True)
            yield
        finally:
            if _libc.setns(before, _NEW_NET) != 0:
                raise OSError(ctypes.get_errno(), "setns: this process stays in the other network")
    finally:
        os.close(before)
