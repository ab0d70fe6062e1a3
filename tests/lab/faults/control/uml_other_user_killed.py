"""The kernel has killed a program of another user for memory; the app has room."""

from __future__ import annotations

from tests.lab import uml
from tests.lab.expect import Expect
from tests.lab.lab import Lab, Outcome
from tests.lab.needs import need

TAXONOMY = ("OS-14",)
EXPECT = Expect(healthy=True)

SETUP = """
echo +memory >/sys/fs/cgroup/cgroup.subtree_control
mkdir /sys/fs/cgroup/batch.service
echo 48M >/sys/fs/cgroup/batch.service/memory.max
! sh -c "echo 0 >/sys/fs/cgroup/batch.service/cgroup.procs
exec /usr/bin/python3 -c 'x = bytearray(96 << 20)'"
sysctl -q kernel.dmesg_restrict=0
"""


def world(lab: Lab) -> None:
    lab.declare(need("directory", "scratch", path="/dev/shm", writable=True))


def run(lab: Lab) -> Outcome:
    return uml.self_test(lab, SETUP)
