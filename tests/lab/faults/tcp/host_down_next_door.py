"""No machine of this host's own network has that address."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TCP-10",)
EXPECT = Expect("tcp.host_down", owner="customer-platform", subject="api")


def world(lab: Lab) -> None:
    lab.dns.set("api.lab.test", a=["10.77.1.77"])
    lab.declare("""
        [dependencies.api]
        kind = "tcp"
        host = "api.lab.test"
        port = 8080
        run_by = "customer"
    """)
