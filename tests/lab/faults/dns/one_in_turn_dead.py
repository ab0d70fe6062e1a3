"""The name server gives one of two addresses in turn, and one of them is dead."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("DNS-12",)
EXPECT = Expect("dns.partial", owner="customer-network", subject="api")


def world(lab: Lab) -> None:
    lab.tcp(8080, "open")
    lab.dns.set("api.lab.test", rotate=[lab.SVC, "10.77.2.7"])
    lab.firewall("ip daddr 10.77.2.7 drop")
    lab.declare("""
        [dependencies.api]
        kind = "tcp"
        host = "api.lab.test"
        port = 8080
        run_by = "customer"
    """)
