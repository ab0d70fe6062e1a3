"""The firewall drops everything to that address."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TCP-04",)
EXPECT = Expect("tcp.timeout", owner="customer-network", subject="api")


def world(lab: Lab) -> None:
    lab.tcp(8080, "open", ip="10.77.2.4")
    lab.dns.set("api.lab.test", a=["10.77.2.4"])
    lab.firewall("ip daddr 10.77.2.4 drop")
    lab.declare("""
        [dependencies.api]
        kind = "tcp"
        host = "api.lab.test"
        port = 8080
        run_by = "customer"
    """)
