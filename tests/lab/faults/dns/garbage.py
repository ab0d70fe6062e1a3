"""The name server answers noise."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("DNS-05",)
EXPECT = Expect("dns.timeout", owner="customer-network", subject="api")


def world(lab: Lab) -> None:
    lab.tcp(8080, "open")
    lab.dns.set("api.lab.test", a=[lab.SVC], garbage=True)
    lab.declare("""
        [dependencies.api]
        kind = "tcp"
        host = "api.lab.test"
        port = 8080
        run_by = "customer"
    """)
