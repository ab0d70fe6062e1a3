"""The file system of TMPDIR has no inode left."""

from __future__ import annotations

from typing import Any

from tests.lab.expect import Expect

TAXONOMY = ("OS-02",)
EXPECT = Expect("fs.inodes", owner="customer-platform", subject="host")


def world(lab: Any) -> None:
    place = lab.tmp / "scratch"
    place.mkdir()
    lab.app.run(["mount", "-t", "tmpfs", "-o", "size=8m,nr_inodes=30,mode=1777", "tmpfs", place])
    lab.app.run(["sh", "-c", f"cd {place}; for i in $(seq 60); do : >$i || break; done"], check=False)
    lab.env["TMPDIR"] = str(place)
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
