"""The kernel has killed a process of the app's control group for memory."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import Any

from tests.lab.expect import Expect
from tests.lab.namespaces import Missing

TAXONOMY = ("OS-14",)
SREGYM = "namespace_memory_limit"
EXPECT = Expect("memory.oom_killed", owner="customer-platform", subject="host")

TOP = Path("/sys/fs/cgroup/memory")


def world(lab: Any) -> None:
    lab.dns.set("api.lab.test", a=[lab.SVC])
    lab.http(8080)
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "http://api.lab.test:8080/ping"
        run_by = "vendor"
    """)


def run(lab: Any) -> Any:
    lines = Path("/proc/self/cgroup").read_text().splitlines()
    own = next((line.split(":")[2] for line in lines if ":memory:" in line), None)
    if own is None or not os.access(TOP, os.W_OK):
        raise Missing("control groups of version 1 cannot be made here")
    group = TOP / lab.tmp.name
    group.mkdir()
    try:
        (group / "memory.limit_in_bytes").write_text(str(64 << 20))
        eat = f"echo $$ >{group}/cgroup.procs; exec /usr/bin/python3 -c 'x = bytearray(256 << 20)'"
        subprocess.run(["sh", "-c", eat], check=False, capture_output=True)
        (group / "memory.limit_in_bytes").write_text(str(4 << 30))
        (group / "cgroup.procs").write_text(str(os.getpid()))
        return lab.self_test()
    finally:
        (TOP / own.lstrip("/") / "cgroup.procs").write_text(str(os.getpid()))
        group.rmdir()
