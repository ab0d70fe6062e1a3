"""The app's control group of version 2 has all the processes that it may."""

from __future__ import annotations

from tests.lab import uml
from tests.lab.expect import Expect
from tests.lab.lab import Lab, Outcome
from tests.lab.needs import need

TAXONOMY = ("OS-13",)
EXPECT = Expect("limits.processes", owner="customer-platform", subject="host")

SETUP = """
echo "+memory +pids +cpu" >/sys/fs/cgroup/cgroup.subtree_control
GROUP=/sys/fs/cgroup/app.service
mkdir $GROUP
echo 20 >$GROUP/pids.max
app_in $GROUP sh -c 'for i in $(seq 19); do sleep 60 & done; wait'
until_true "[ \\$(cat $GROUP/pids.current) = 20 ]"
GROUP=
"""


def world(lab: Lab) -> None:
    lab.declare(need("directory", "scratch", path="/dev/shm", writable=True))


def run(lab: Lab) -> Outcome:
    return uml.self_test(lab, SETUP, "--pid", "@app")
