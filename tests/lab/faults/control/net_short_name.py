"""A short name that the search list completes."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.tcp(8080, "open")
    lab.dns.set("api.lab.test", a=[lab.SVC])
    lab.resolv("nameserver 10.77.2.2\nsearch lab.test\noptions ndots:5\n")
    lab.declare("""
        [dependencies.api]
        kind = "tcp"
        host = "api"
        port = 8080
        run_by = "customer"
    """)
