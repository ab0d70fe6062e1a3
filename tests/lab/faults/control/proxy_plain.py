"""A plain HTTP service through tinyproxy; inside services go past it."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("PRX-12",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.http(8080)
    lab.dns.set("api.lab.test", a=[lab.SVC])
    lab.firewall("ip daddr 10.77.2.2 tcp dport 8080 drop")
    lab.http(8081, ip="10.77.2.3")
    lab.dns.set("billing.corp.test", a=["10.77.2.3"])
    lab.tinyproxy(port=3128)
    lab.env["http_proxy"] = "http://10.77.1.1:3128"
    lab.env["no_proxy"] = "corp.test"
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "http://api.lab.test:8080/ping"
        run_by = "vendor"

        [dependencies.billing]
        kind = "http"
        url = "http://billing.corp.test:8081/ping"
    """)
