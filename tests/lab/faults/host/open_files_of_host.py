"""All files that the whole host may have open are open."""

from __future__ import annotations

from tests.lab import uml
from tests.lab.expect import Expect
from tests.lab.lab import Lab, Outcome
from tests.lab.needs import need

TAXONOMY = ("OS-12",)
EXPECT = Expect("limits.files", owner="customer-platform", subject="host")

SETUP = """
module_count=$(cut -f1 /proc/sys/fs/file-nr)
sysctl -q fs.file-max=$((module_count + 700))
app_in /sys/fs/cgroup /usr/bin/python3 -c "import os, time
k = []
try:
  while len(k) < 990: k.append(os.open('/dev/null', 0))
except OSError: pass
for fd in k[-45:]: os.close(fd)
print(1, flush=True); time.sleep(60)"
until_true '[ -s /run/app.log ]'
"""


def world(lab: Lab) -> None:
    lab.declare(need("directory", "scratch", path="/dev/shm", writable=True))


def run(lab: Lab) -> Outcome:
    return uml.self_test(lab, SETUP)
