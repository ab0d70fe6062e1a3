"""A rule where the app runs forbids port 53, as a network policy without DNS does."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("DNS-17",)
SREGYM = "network_policy_block"
EXPECT = Expect("dns.timeout", owner="customer-platform", subject="api")


def world(lab: Lab) -> None:
    lab.tcp(8080, "open")
    lab.dns.set("api.lab.test", a=[lab.SVC])
    lab.firewall_app("udp dport 53 drop\ntcp dport 53 drop")
    lab.declare("""
        [dependencies.api]
        kind = "tcp"
        host = "api.lab.test"
        port = 8080
        run_by = "customer"
    """)
