"""The app's group may use a tenth of a CPU and is held back all the time: a warning, nothing fails."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

from tests.lab.expect import Expect
from tests.lab.namespaces import Missing

TAXONOMY = ("OS-16",)
SREGYM = "cpu_throttling"
EXPECT = Expect("limits.cpu", owner="customer-platform", subject="host", verdict="healthy")

TOP = Path("/sys/fs/cgroup/cpu")


def world(lab: Any) -> None:
    if not os.access(TOP / "cpu.cfs_quota_us", os.W_OK) and not os.access(TOP / "cgroup.procs", os.W_OK):
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
    try:
        (group / "cpu.cfs_quota_us").write_text("10000")  # also on a busy machine it wants more
        app = lab.app.start(["sh", "-c", "while :; do :; done"], uid=lab.uid)
        (group / "cgroup.procs").write_text(str(app.pid))
        time.sleep(0.3)
        outcome = lab.self_test("--pid", str(app.pid))
        app.stop()
        return outcome
    finally:
        time.sleep(0.05)
        group.rmdir()
