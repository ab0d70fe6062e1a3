"""Other programs of the same user hold all inotify instances."""

from __future__ import annotations

import time

from tests.lab.expect import Expect
from tests.lab.lab import Lab, Outcome

TAXONOMY = ("OS-24",)
EXPECT = Expect("limits.kernel", owner="customer-platform", also=("fs.inodes",), verdict="healthy")

#: A user of its own: the limit counts for all worlds that run at the same time.
UID = 61234


def world(lab: Lab) -> None:
    work = (
        "import ctypes, time; c = ctypes.CDLL(None); k = 0\n"
        "while c.inotify_init() >= 0: k += 1\n"
        "print(k, flush=True); time.sleep(60)"
    )
    app = lab.app.start(["/usr/bin/python3", "-c", work], uid=UID)
    while app.running() and not app.log.read_bytes():
        time.sleep(0.01)

    lab.http(8080)
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "http://10.77.2.2:8080/ping"
        run_by = "vendor"
    """)


def run(lab: Lab) -> Outcome:
    return lab.self_test(uid=UID)
