"""Nobody but root may write to any of the temporary directories."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("OS-21",)
EXPECT = Expect("fs.permission", owner="customer-platform", also=("fs.full", "fs.read_only"))


def world(lab: Lab) -> None:
    lab.app.run(["mount", "-t", "tmpfs", "-o", "size=1m,mode=755", "none", "/var/tmp"])
    lab.app.run(["mount", "--bind", "/var/tmp", "/dev/shm"])
    lab.cover("/tmp")
    lab.http(8080)
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "http://10.77.2.2:8080/ping"
        run_by = "vendor"
    """)
