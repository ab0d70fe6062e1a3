"""The kernel has killed a process of the app's control group, of version 2, for memory."""

from __future__ import annotations

from tests.lab import uml
from tests.lab.expect import Expect
from tests.lab.lab import Lab, Outcome
from tests.lab.needs import need

TAXONOMY = ("OS-14",)
EXPECT = Expect("memory.oom_killed", owner="customer-platform", subject="host")

SETUP = """
echo "+memory +pids +cpu" >/sys/fs/cgroup/cgroup.subtree_control
GROUP=/sys/fs/cgroup/app.service
mkdir $GROUP
echo 48M >$GROUP/memory.max
! sh -c "echo 0 >$GROUP/cgroup.procs; exec /usr/bin/python3 -c 'x = bytearray(96 << 20)'"
echo 200M >$GROUP/memory.max
"""


def world(lab: Lab) -> None:
    lab.declare(need("directory", "scratch", path="/dev/shm", writable=True))


def run(lab: Lab) -> Outcome:
    return uml.self_test(lab, SETUP)
