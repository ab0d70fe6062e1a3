"""The app uses nearly all the memory that its control group of version 2 may have: a warning."""

from __future__ import annotations

from tests.lab import uml
from tests.lab.expect import Expect
from tests.lab.lab import Lab, Outcome
from tests.lab.needs import need

TAXONOMY = ("OS-15",)
EXPECT = Expect("memory.exhausted", also=("memory.oom_killed",), subject="host", verdict="healthy")

SETUP = """
echo "+memory +pids +cpu" >/sys/fs/cgroup/cgroup.subtree_control
GROUP=/sys/fs/cgroup/app.service
mkdir $GROUP
echo 128M >$GROUP/memory.max
app_in $GROUP /usr/bin/python3 -c "import time
def used():
    stat = dict(line.split() for line in open('$GROUP/memory.stat'))
    return int(open('$GROUP/memory.current').read()) - int(stat['inactive_file']) - int(stat['active_file'])
k = []
while used() < 123 << 20: k.append(bytearray(1 << 20))
print(1, flush=True); time.sleep(60)"
GROUP=
until_true '[ -s /run/app.log ]'
"""


def world(lab: Lab) -> None:
    lab.declare(need("directory", "scratch", path="/dev/shm", writable=True))


def run(lab: Lab) -> Outcome:
    return uml.self_test(lab, SETUP, "--pid", "@app")
