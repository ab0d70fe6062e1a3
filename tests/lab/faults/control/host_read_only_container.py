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
    keep = f"mount -t tmpfs none /mnt; mkdir /mnt/k; mount --bind {lab.tmp} /mnt/k"
    again = f"mkdir -p {lab.tmp}; mount --bind /mnt/k {lab.tmp}; mount -o remount,ro /tmp"
    lab.app.run(["sh", "-ec", f"{keep}; mount -t tmpfs none /tmp; {again}"])
    for place in ("/var/tmp", "/dev/shm"):
        lab.app.run(["mount", "-t", "tmpfs", "-o", "ro", "none", place])
