"""The name server gives one of two addresses in turn, and both work."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.tcp(8080, "open")
    lab.tcp(8080, "open", ip="10.77.2.3")
    lab.dns.set("api.lab.test", rotate=[lab.SVC, "10.77.2.3"])
    lab.declare("""
        [dependencies.api]
        kind = "tcp"
        host = "api.lab.test"
        port = 8080
        run_by = "customer"
    """)
