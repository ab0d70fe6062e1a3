"""The hosts file still holds the address from before the move."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("DNS-11",)
SREGYM = "stale_coredns_config"
EXPECT = Expect("dns.wrong_address", subject="api")


def world(lab: Lab) -> None:
    lab.tcp(8080, "open")
    lab.dns.set("api.lab.test", a=[lab.SVC])
    lab.hosts("127.0.0.1 localhost\n10.77.2.9 api.lab.test\n")
    lab.declare("""
        [dependencies.api]
        kind = "tcp"
        host = "api.lab.test"
        port = 8080
        run_by = "customer"
    """)
