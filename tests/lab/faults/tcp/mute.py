"""The port accepts, but the greeting never comes."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TCP-13",)
EXPECT = Expect("tcp.mute", owner="customer-platform", subject="api")


def world(lab: Lab) -> None:
    lab.tcp(8080, "mute")
    lab.dns.set("api.lab.test", a=[lab.SVC])
    lab.declare("""
        [dependencies.api]
        kind = "tcp"
        host = "api.lab.test"
        port = 8080
        run_by = "customer"
        expect = "SSH-"
    """)
