"""The service listens on its own loopback only."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TCP-03",)
EXPECT = Expect("tcp.refused", owner="customer-platform", subject="api")


def world(lab: Lab) -> None:
    lab.tcp(8080, "open", ip="127.0.0.1")
    lab.dns.set("api.lab.test", a=[lab.SVC])
    lab.declare("""
        [dependencies.api]
        kind = "tcp"
        host = "api.lab.test"
        port = 8080
        run_by = "customer"
    """)
