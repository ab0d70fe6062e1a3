"""A process with sixty threads and half of its files open, on a host with a small /dev/shm."""

from __future__ import annotations

import time

from tests.lab.expect import Expect
from tests.lab.lab import Lab, Outcome

TAXONOMY = ("OS-12", "OS-13", "OS-20")
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    work = (
        "import os, threading, time; k = [os.open('/dev/null', 0) for _ in range(500)];"
        "[threading.Thread(target=time.sleep, args=(60,), daemon=True).start() for _ in range(60)];"
        "print(1, flush=True); time.sleep(60)"
    )
    app = lab.app.start(["prlimit", "--nofile=1024:1024", "/usr/bin/python3", "-c", work], uid=lab.uid)
    while app.running() and not app.log.read_bytes():
        time.sleep(0.01)
    lab.pid = app.pid
    lab.app.run(["mount", "-o", "remount,size=64k", "/dev/shm"])

    lab.http(8080)
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "http://10.77.2.2:8080/ping"
        run_by = "vendor"
    """)


def run(lab: Lab) -> Outcome:
    return lab.self_test("--pid", str(lab.pid))
