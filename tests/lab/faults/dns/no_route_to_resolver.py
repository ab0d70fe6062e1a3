"""This host has no route to its name server."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("DNS-06",)
EXPECT = Expect("dns.resolver_unreachable", owner="customer-platform", subject="api")


def world(lab: Lab) -> None:
    lab.tcp(8080, "open")
    lab.dns.set("api.lab.test", a=[lab.SVC])
    lab.resolv("nameserver 10.66.0.53\n")
    lab.app.run(["ip", "route", "del", "default"])
    lab.declare("""
        [dependencies.api]
        kind = "tcp"
        host = "api.lab.test"
        port = 8080
        run_by = "customer"
    """)
