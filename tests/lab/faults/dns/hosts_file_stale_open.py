"""The hosts file holds an old address, where another service answers now."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("DNS-11",)
EXPECT = Expect("dns.wrong_address", owner="customer-platform", subject="api")


def world(lab: Lab) -> None:
    lab.http(8080)
    lab.tcp(8080, b"220 mail.lab.test ESMTP\r\n", ip="10.77.2.5")
    lab.dns.set("api.lab.test", a=[lab.SVC])
    lab.hosts("127.0.0.1 localhost\n10.77.2.5 api.lab.test\n")
    lab.declare("""
        [dependencies.api]
        kind = "http"
            url = "http://api.lab.test:8080/ping"
        run_by = "vendor"
    """)
