"""localhost is ::1 only, and the service listens on 127.0.0.1 only."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("DNS-15",)
EXPECT = Expect("dns.address_family", subject="api")


def world(lab: Lab) -> None:
    lab.tcp(8080, "open", ip="127.0.0.1", namespace=lab.app)
    lab.hosts("::1 localhost\n")
    lab.declare("""
        [dependencies.api]
        kind = "tcp"
        host = "localhost"
        port = 8080
        run_by = "customer"
    """)
