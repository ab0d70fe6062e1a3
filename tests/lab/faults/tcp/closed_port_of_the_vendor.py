"""Nothing listens on the port of a service that the vendor runs."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TCP-01",)
EXPECT = Expect("tcp.refused", owner="vendor-engineering", subject="api")


def world(lab: Lab) -> None:
    lab.dns.set("api.lab.test", a=[lab.SVC])
    lab.declare("""
        [dependencies.api]
        kind = "tcp"
        host = "api.lab.test"
        port = 8080
        run_by = "vendor"
    """)
