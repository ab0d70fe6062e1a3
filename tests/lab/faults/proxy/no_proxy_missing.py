"""An inside service goes through the proxy, which does not serve inside hosts."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("PRX-12",)
EXPECT = Expect("proxy.no_proxy", owner="customer-platform", subject="api")


def world(lab: Lab) -> None:
    lab.http(8080)
    lab.dns.set("billing.corp.test", a=[lab.SVC])
    lab.squid(extra="acl bad dst 10.77.2.0/24\nhttp_access deny bad")
    lab.env["HTTP_PROXY"] = "http://10.77.1.1:3128"
    lab.env["NO_PROXY"] = "localhost,127.0.0.1"
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "http://billing.corp.test:8080/ping"
    """)
