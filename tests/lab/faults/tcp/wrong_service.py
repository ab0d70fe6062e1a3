"""A mail server greets on the port where another was expected."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TCP-14",)
EXPECT = Expect("tcp.wrong_service", owner="customer-platform", subject="api")


def world(lab: Lab) -> None:
    lab.tcp(8080, b"220 mail.lab.test ESMTP\r\n")
    lab.dns.set("api.lab.test", a=[lab.SVC])
    lab.declare("""
        [dependencies.api]
        kind = "tcp"
        host = "api.lab.test"
        port = 8080
        run_by = "customer"
        expect = "SSH-"
    """)
