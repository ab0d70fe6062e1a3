"""localhost has two addresses, and the service listens on one of them."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.tcp(8080, "open", ip="127.0.0.1", namespace=lab.app)
    lab.declare("""
        [dependencies.api]
        kind = "tcp"
        host = "localhost"
        port = 8080
        run_by = "customer"
    """)
