"""The app has limits of every kind in its group of version 2, and is far from all of them."""

from __future__ import annotations

from tests.lab import uml
from tests.lab.expect import Expect
from tests.lab.lab import Lab, Outcome
from tests.lab.needs import need

TAXONOMY = ("OS-14",)
EXPECT = Expect(healthy=True)

SETUP = """
echo "+memory +pids +cpu" >/sys/fs/cgroup/cgroup.subtree_control
GROUP=/sys/fs/cgroup/app.service
mkdir $GROUP
echo 200M >$GROUP/memory.max
echo 100 >$GROUP/pids.max
echo "90000 100000" >$GROUP/cpu.max
app_in $GROUP sleep 60
GROUP=
"""


def world(lab: Lab) -> None:
    lab.declare(need("directory", "scratch", path="/dev/shm", writable=True))


def run(lab: Lab) -> Outcome:
    return uml.self_test(lab, SETUP, "--pid", "@app")
