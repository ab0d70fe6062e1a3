"""The clock is ten minutes behind, and the app's volume is full."""

from __future__ import annotations

from typing import Any

from tests.lab.expect import Expect

TAXONOMY = ("TIME-01", "OS-01")
EXPECT = Expect(causes=("clock.skew", "fs.full"))


def world(lab: Any) -> None:
    data = lab.tmp / "data"
    data.mkdir()
    lab.app.run(["mount", "-t", "tmpfs", "-o", "size=1m,mode=777", "tmpfs", data])
    lab.app.run(["dd", "if=/dev/zero", f"of={data}/old.log", "bs=4k"], check=False)
    lab.dns.set("api.lab.test", a=[lab.SVC])
    lab.http(8080)
    lab.http(8081, ip="10.77.2.3")
    lab.declare(f"""
        [dependencies.data]
        kind = "directory"
        path = "{data}"
        writable = true
        [dependencies.api]
        kind = "http"
        url = "http://api.lab.test:8080/ping"
        run_by = "vendor"
        [dependencies.mail]
        kind = "http"
        url = "http://10.77.2.3:8081/ping"
    """)


def run(lab: Any) -> Any:
    return lab.self_test(faketime="-10m")
