"""The server's own firewall answers with an ICMP reject."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TCP-07",)
EXPECT = Expect("tcp.rejected", owner="customer-network", subject="api")


def world(lab: Lab) -> None:
    lab.tcp(8080, "open")
    lab.dns.set("api.lab.test", a=[lab.SVC])
    rules = "add table inet own; add chain inet own input { type filter hook input priority 0; };"
    lab.svc.run(["nft", rules + " add rule inet own input tcp dport 8080 reject"])
    lab.declare("""
        [dependencies.api]
        kind = "tcp"
        host = "api.lab.test"
        port = 8080
        run_by = "customer"
    """)
