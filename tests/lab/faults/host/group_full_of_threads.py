"""The app's control group has all the processes that it may (pids.max)."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

from tests.lab.expect import Expect
from tests.lab.namespaces import Missing

TAXONOMY = ("OS-13",)
EXPECT = Expect("limits.processes", owner="customer-platform", subject="host")

TOP = Path("/sys/fs/cgroup/pids")


def world(lab: Any) -> None:
    if not os.access(TOP / "cgroup.procs", os.W_OK):
        raise Missing("control groups of version 1 cannot be made here")
    lab.dns.set("api.lab.test", a=[lab.SVC])
    lab.http(8080)
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "http://api.lab.test:8080/ping"
        run_by = "vendor"
    """)


def run(lab: Any) -> Any:
    group = TOP / lab.tmp.name
    group.mkdir()
    app = lab.app.start(["sh", "-c", "for i in $(seq 19); do sleep 60 & done; wait"], uid=lab.uid)
    (group / "cgroup.procs").write_text(str(app.pid))
    try:
        children = Path(f"/proc/{app.pid}/task/{app.pid}/children")
        while app.running() and len(children.read_text().split()) < 19:
            time.sleep(0.01)
        for pid in children.read_text().split():
            (group / "cgroup.procs").write_text(pid)
        (group / "pids.max").write_text("20")
        return lab.self_test("--pid", str(app.pid))
    finally:
        app.stop()
        for _ in range(200):
            try:
                group.rmdir()
                break
            except OSError:
                time.sleep(0.01)
