"""The app's group of version 2 may use a tenth of a CPU and is held back all the time: a warning."""

from __future__ import annotations

from tests.lab import uml
from tests.lab.expect import Expect
from tests.lab.lab import Lab, Outcome
from tests.lab.needs import need

TAXONOMY = ("OS-16",)
EXPECT = Expect("limits.cpu", owner="customer-platform", subject="host", verdict="healthy")

SETUP = """
echo "+memory +pids +cpu" >/sys/fs/cgroup/cgroup.subtree_control
GROUP=/sys/fs/cgroup/app.service
mkdir $GROUP
echo "10000 100000" >$GROUP/cpu.max
app_in $GROUP sh -c 'while :; do :; done'
GROUP=
sleep 0.3
"""


def world(lab: Lab) -> None:
    lab.declare(need("directory", "scratch", path="/dev/shm", writable=True))


def run(lab: Lab) -> Outcome:
    return uml.self_test(lab, SETUP, "--pid", "@app")
