"""Two name servers give two addresses, and both work."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.tcp(8080, "open")
    lab.tcp(8080, "open", ip="10.77.2.3")
    lab.dns.set("api.lab.test", a=[lab.SVC])
    lab.dns_at("10.77.2.4").set("api.lab.test", a=["10.77.2.3"])
    lab.resolv("nameserver 10.77.2.2\nnameserver 10.77.2.4\n")
    lab.declare("""
        [dependencies.api]
        kind = "tcp"
        host = "api.lab.test"
        port = 8080
        run_by = "customer"
    """)
