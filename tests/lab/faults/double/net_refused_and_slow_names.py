"""Nothing listens, and the first name server is dead too: both are told, first what stops the app."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TCP-01", "DNS-08")
EXPECT = Expect("tcp.refused", owner="customer-platform", subject="api", causes=("tcp.refused", "dns.slow"))


def world(lab: Lab) -> None:
    lab.dns.set("api.lab.test", a=[lab.SVC])
    lab.resolv("nameserver 10.77.2.6\nnameserver 10.77.2.2\n")
    lab.firewall("ip daddr 10.77.2.6 drop")
    lab.declare("""
        [dependencies.api]
        kind = "tcp"
        host = "api.lab.test"
        port = 8080
        run_by = "customer"
    """)
