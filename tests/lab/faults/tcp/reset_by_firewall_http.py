"""The firewall answers with a reset in place of a web service of the vendor."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TCP-02",)
EXPECT = Expect("tcp.rejected", owner="customer-network", subject="api")


def world(lab: Lab) -> None:
    lab.http(8080)
    lab.dns.set("api.lab.test", a=[lab.SVC])
    lab.firewall("tcp dport 8080 reject with tcp reset")
    lab.declare("""
        [dependencies.api]
        kind = "http"
            url = "http://api.lab.test:8080/ping"
        run_by = "vendor"
    """)
