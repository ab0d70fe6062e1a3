"""The firewall answers for every port of the address that the host is unreachable."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TCP-07",)
EXPECT = Expect("tcp.rejected", owner="customer-network", subject="api")


def world(lab: Lab) -> None:
    lab.dns.set("api.lab.test", a=["10.77.2.4"])
    lab.firewall("ip daddr 10.77.2.4 reject with icmp host-unreachable")
    lab.declare("""
        [dependencies.api]
        kind = "tcp"
        host = "api.lab.test"
        port = 8080
        run_by = "customer"
    """)
