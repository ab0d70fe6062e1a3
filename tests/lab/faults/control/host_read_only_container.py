"""A hardened container: every place for temporary files is read-only on purpose, and the app needs none."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("OS-21", "OS-03")
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.http(8080)
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "http://10.77.2.2:8080/ping"
        run_by = "vendor"
    """)
    lab.cover("/tmp")
    lab.app.run(["mount", "-o", "remount,ro", "/tmp"])
    for place in ("/var/tmp", "/dev/shm"):
        lab.app.run(["mount", "-t", "tmpfs", "-o", "ro", "none", place])
