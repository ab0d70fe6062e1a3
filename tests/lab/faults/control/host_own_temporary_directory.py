"""/var/tmp is full, and the app has a temporary directory of its own."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("OS-21",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    own = lab.tmp / "scratch"
    own.mkdir()
    own.chmod(0o1777)
    lab.app.run(["mount", "-t", "tmpfs", "-o", "size=1m", "none", "/var/tmp"])
    lab.app.run(["dd", "if=/dev/zero", "of=/var/tmp/old", "bs=4k"], check=False)
    lab.env["TMPDIR"] = f"{own}/"

    lab.http(8080)
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "http://10.77.2.2:8080/ping"
        run_by = "vendor"
    """)
