"""The process has nearly all the address space that it may have."""

from __future__ import annotations

import time

from tests.lab.expect import Expect
from tests.lab.lab import Lab, Outcome

TAXONOMY = ("OS-15",)
EXPECT = Expect("memory.exhausted")


def world(lab: Lab) -> None:
    fill = "k = []\ntry:\n  while 1: k.append(bytearray(1 << 20))\nexcept MemoryError: pass\n"
    work = f"import time; {fill}print(1, flush=True); time.sleep(60)"
    app = lab.app.start(["prlimit", "--as=300000000", "/usr/bin/python3", "-c", work], uid=lab.uid)
    while app.running() and not app.log.read_bytes():
        time.sleep(0.01)
    lab.pid = app.pid

    lab.http(8080)
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "http://10.77.2.2:8080/ping"
        run_by = "vendor"
    """)


def run(lab: Lab) -> Outcome:
    return lab.self_test("--pid", str(lab.pid))
