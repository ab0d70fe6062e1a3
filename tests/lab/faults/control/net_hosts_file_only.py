"""The name is in the hosts file only, and no name server answers."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.tcp(8080, "open")
    lab.hosts("127.0.0.1 localhost\n10.77.2.2 api.lab.test\n")
    lab.firewall("udp dport 53 drop\ntcp dport 53 drop")
    lab.declare("""
        [dependencies.api]
        kind = "tcp"
        host = "api.lab.test"
        port = 8080
        run_by = "customer"
    """)
