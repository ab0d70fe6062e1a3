"""The name has an IPv6 address, and IPv6 is dropped on the way."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("DNS-13",)
EXPECT = Expect("dns.address_family", owner="customer-network", subject="api")


def world(lab: Lab) -> None:
    lab.tcp(8080, "open")
    lab.dns.set("api.lab.test", a=[lab.SVC], aaaa=["fd77:2::2"])
    lab.firewall("meta nfproto ipv6 tcp dport 8080 drop")
    lab.declare("""
        [dependencies.api]
        kind = "tcp"
        host = "api.lab.test"
        port = 8080
        run_by = "customer"
    """)
