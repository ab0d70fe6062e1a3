"""Every second packet that opens a connection is lost."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TCP-23",)
EXPECT = Expect("tcp.loss", owner="customer-network", subject="api")


def world(lab: Lab) -> None:
    lab.tcp(8080, "open")
    lab.dns.set("api.lab.test", a=[lab.SVC])
    lab.firewall("tcp dport 8080 tcp flags & (syn | ack) == syn numgen inc mod 2 0 drop")
    lab.declare("""
        [dependencies.api]
        kind = "tcp"
        host = "api.lab.test"
        port = 8080
        run_by = "customer"
    """)
