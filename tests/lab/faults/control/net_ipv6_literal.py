"""An IPv6 address in place of a name."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.tcp(8080, "open", ip="fd77:2::2")
    lab.dns.stop()
    lab.declare("""
        [dependencies.api]
        kind = "tcp"
        host = "fd77:2::2"
        port = 8080
        run_by = "customer"
    """)
