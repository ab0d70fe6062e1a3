"""Even the service on this host is sent to the proxy, because NO_PROXY is empty."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("PRX-12",)
EXPECT = Expect("proxy.no_proxy", owner="customer-platform", subject="api")


def world(lab: Lab) -> None:
    lab.http(8080, ip="127.0.0.1", namespace=lab.app)
    lab.squid()
    lab.env["http_proxy"] = "http://10.77.1.1:3128"
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "http://localhost:8080/ping"
        run_by = "vendor"
    """)
