"""/dev/shm is small, and full."""

from __future__ import annotations

from typing import Any

from tests.lab.expect import Expect

TAXONOMY = ("OS-20",)
SREGYM = "dev_shm_exhaustion"
EXPECT = Expect("fs.full", owner="customer-platform", subject="host")


def world(lab: Any) -> None:
    lab.app.run(["mount", "-t", "tmpfs", "-o", "size=1m,mode=1777", "tmpfs", "/dev/shm"])
    lab.app.run(["dd", "if=/dev/zero", "of=/dev/shm/segment", "bs=4k"], check=False)
    lab.dns.set("api.lab.test", a=[lab.SVC])
    lab.http(8080)
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "http://api.lab.test:8080/ping"
        run_by = "vendor"
    """)


def run(lab: Any) -> Any:
    return lab.self_test()
