"""A route on the app's own host says that the network is not to be reached."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TCP-08",)
EXPECT = Expect("tcp.no_route", owner="customer-network", subject="api")


def world(lab: Lab) -> None:
    lab.app.run(["ip", "route", "add", "unreachable", "10.66.0.0/16"])
    lab.dns.set("api.lab.test", a=["10.66.0.1"])
    lab.declare("""
        [dependencies.api]
        kind = "tcp"
        host = "api.lab.test"
        port = 8080
        run_by = "customer"
    """)
