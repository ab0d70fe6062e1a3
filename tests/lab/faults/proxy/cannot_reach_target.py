"""The proxy is fine, but what is behind it refuses."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("PRX-08",)
EXPECT = Expect("proxy.unreachable", owner="customer-network", subject="api")


def world(lab: Lab) -> None:
    lab.dns.set("api.lab.test", a=[lab.SVC])
    lab.squid()
    lab.env["HTTP_PROXY"] = "http://10.77.1.1:3128"
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "http://api.lab.test:8081/ping"
        run_by = "vendor"
    """)
