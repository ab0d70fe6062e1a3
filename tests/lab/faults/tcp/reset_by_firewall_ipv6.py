"""The firewall answers with a reset in place of the host, over IPv6."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TCP-02",)
EXPECT = Expect("tcp.rejected", owner="customer-network", subject="api")


def world(lab: Lab) -> None:
    lab.tcp(8080, "open", ip="fd77:2::2")
    lab.dns.set("api.lab.test", aaaa=["fd77:2::2"])
    lab.firewall("tcp dport 8080 reject with tcp reset")
    lab.declare("""
        [dependencies.api]
        kind = "tcp"
        host = "api.lab.test"
        port = 8080
        run_by = "customer"
    """)
