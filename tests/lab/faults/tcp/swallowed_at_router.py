"""A router on the way swallows the whole network silently."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TCP-04",)
EXPECT = Expect("tcp.timeout", owner="customer-network", subject="api")


def world(lab: Lab) -> None:
    lab.fw.run(["ip", "route", "add", "blackhole", "10.66.0.0/16"])
    lab.dns.set("api.lab.test", a=["10.66.0.1"])
    lab.declare("""
        [dependencies.api]
        kind = "tcp"
        host = "api.lab.test"
        port = 8080
        run_by = "customer"
    """)
