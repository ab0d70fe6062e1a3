"""The resolver does not serve this client: REFUSED."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("DNS-04",)
EXPECT = Expect("dns.refused", owner="customer-network", subject="api")


def world(lab: Lab) -> None:
    lab.tcp(8080, "open")
    lab.dns.set("api.lab.test", rcode="REFUSED")
    lab.declare("""
        [dependencies.api]
        kind = "tcp"
        host = "api.lab.test"
        port = 8080
        run_by = "customer"
    """)
