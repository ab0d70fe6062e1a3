"""NO_PROXY holds the network of the service's address, which httpx does not understand."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("PRX-12",)
EXPECT = Expect("proxy.no_proxy", owner="customer-platform", subject="api")


def world(lab: Lab) -> None:
    lab.http(8080)
    lab.squid(extra="acl bad dst 10.77.2.0/24\nhttp_access deny bad")
    lab.env["HTTP_PROXY"] = "http://10.77.1.1:3128"
    lab.env["NO_PROXY"] = "10.77.0.0/16"
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "http://10.77.2.2:8080/ping"
        client = "httpx"
    """)
