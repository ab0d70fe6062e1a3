"""An inside name that the proxy cannot resolve, but this host can."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("PRX-12",)
EXPECT = Expect("proxy.no_proxy", owner="customer-platform", subject="api")


def world(lab: Lab) -> None:
    lab.http(8080)
    lab.hosts("127.0.0.1 localhost\n10.77.2.2 billing\n")
    lab.squid()
    lab.env["HTTP_PROXY"] = "http://10.77.1.1:3128"
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "http://billing:8080/ping"
    """)
