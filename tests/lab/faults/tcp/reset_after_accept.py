"""The connection is accepted and reset at once."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TCP-11",)
EXPECT = Expect("tcp.reset", subject="api")


def world(lab: Lab) -> None:
    lab.tcp(8080, "rst")
    lab.dns.set("api.lab.test", a=[lab.SVC])
    lab.declare("""
        [dependencies.api]
        kind = "tcp"
        host = "api.lab.test"
        port = 8080
        run_by = "customer"
    """)
