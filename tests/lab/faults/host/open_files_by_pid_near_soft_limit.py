"""The soft limit is nearly reached, the hard one is far away."""

from __future__ import annotations

import time

from tests.lab.expect import Expect
from tests.lab.lab import Lab, Outcome

TAXONOMY = ("OS-12",)
EXPECT = Expect("limits.files", owner="customer-platform")


def world(lab: Lab) -> None:
    hold = "k = [os.open('/dev/null', 0) for _ in range(500)]"
    work = f"import os, time; {hold}; print(1, flush=True); time.sleep(60)"
    app = lab.app.start(["prlimit", "--nofile=512:4096", "/usr/bin/python3", "-c", work], uid=lab.uid)
    while app.running() and not app.log.read_bytes():
        time.sleep(0.01)
    lab.pid = app.pid
    lab.redis()
    lab.declare("""
        [dependencies.cache]
        kind = "redis"
        host = "10.77.2.2"
        port = 6379
    """)


def run(lab: Lab) -> Outcome:
    return lab.self_test("--pid", str(lab.pid))
