"""The app's process has opened nearly all the files it may."""

from __future__ import annotations

import time
from typing import Any

from tests.lab.expect import Expect

TAXONOMY = ("OS-12",)
SREGYM = "file_descriptor_exhaustion"
EXPECT = Expect("limits.files", owner="customer-platform", subject="host")


WORK = """
import os, sys, time
kept = [os.open("/dev/null", 0) for _ in range(245)]
print(1, flush=True)
time.sleep(60)
"""


def world(lab: Any) -> None:
    app = lab.app.start(["prlimit", "--nofile=256", "/usr/bin/python3", "-c", WORK], uid=lab.uid)
    while app.running() and not app.log.read_bytes():
        time.sleep(0.01)
    lab.pid = app.pid
    lab.dns.set("api.lab.test", a=[lab.SVC])
    lab.http(8080)
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "http://api.lab.test:8080/ping"
        run_by = "vendor"
    """)


def run(lab: Any) -> Any:
    return lab.self_test("--pid", str(lab.pid))
