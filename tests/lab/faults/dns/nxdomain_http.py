"""The name of a web service of the vendor is not known here."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("DNS-01",)
EXPECT = Expect("dns.nxdomain", owner="customer-network", subject="api")


def world(lab: Lab) -> None:
    lab.http(8080)
    lab.dns.set("api.lab.test", rcode="NXDOMAIN")
    lab.declare("""
        [dependencies.api]
        kind = "http"
            url = "http://api.lab.test:8080/ping"
        run_by = "vendor"
    """)
