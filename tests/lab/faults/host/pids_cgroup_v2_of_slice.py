"""The slice above the app's group has all the processes that it may; the group itself has no limit."""

from __future__ import annotations

from tests.lab import uml
from tests.lab.expect import Expect
from tests.lab.lab import Lab, Outcome
from tests.lab.needs import need

TAXONOMY = ("OS-13",)
EXPECT = Expect("limits.processes", owner="customer-platform", subject="host")

SETUP = """
echo +pids >/sys/fs/cgroup/cgroup.subtree_control
mkdir /sys/fs/cgroup/user.slice
echo +pids >/sys/fs/cgroup/user.slice/cgroup.subtree_control
mkdir /sys/fs/cgroup/user.slice/app.scope /sys/fs/cgroup/user.slice/other.scope
app_in /sys/fs/cgroup/user.slice/other.scope sh -c 'for i in $(seq 15); do sleep 60 & done; wait'
app_in /sys/fs/cgroup/user.slice/app.scope sleep 60
until_true '[ $(cat /sys/fs/cgroup/user.slice/pids.current) = 17 ]'
echo 17 >/sys/fs/cgroup/user.slice/pids.max
"""


def world(lab: Lab) -> None:
    lab.declare(need("directory", "scratch", path="/dev/shm", writable=True))


def run(lab: Lab) -> Outcome:
    return uml.self_test(lab, SETUP, "--pid", "@app")
