"""The first router has no route to the network."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TCP-09",)
EXPECT = Expect("tcp.no_route", owner="customer-network", subject="api")


def world(lab: Lab) -> None:
    lab.dns.set("api.lab.test", a=["10.66.0.1"])
    lab.declare("""
        [dependencies.api]
        kind = "tcp"
        host = "api.lab.test"
        port = 8080
        run_by = "customer"
    """)
