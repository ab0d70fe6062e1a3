"""The app was killed for memory and started again in a new group: only the kernel's log still tells."""

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
app_in $GROUP /usr/bin/python3 -c 'x = bytearray(96 << 20)'
! wait $APP
rmdir $GROUP
mkdir $GROUP
echo 200M >$GROUP/memory.max
sysctl -q kernel.dmesg_restrict=0
"""


def world(lab: Lab) -> None:
    lab.declare(need("directory", "scratch", path="/dev/shm", writable=True))


def run(lab: Lab) -> Outcome:
    return uml.self_test(lab, SETUP)
