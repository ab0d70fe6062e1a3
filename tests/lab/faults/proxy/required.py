"""The direct way is closed; another dependency is declared to go through a proxy."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("PRX-01",)
EXPECT = Expect("proxy.required", owner="customer-network", subject="api")


def world(lab: Lab) -> None:
    lab.http(8443, tls=lab.cert("api.lab.test"))
    lab.trust()
    lab.dns.set("api.lab.test", a=[lab.SVC])
    lab.firewall("ip daddr 10.77.2.2 tcp dport 8443 drop")
    lab.squid()
    lab.http(8081)
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "https://api.lab.test:8443/ping"
        run_by = "vendor"

        [dependencies.news]
        kind = "http"
        url = "http://10.77.2.2:8081/news"
        proxy = "http://10.77.1.1:3128"
        run_by = "vendor"
    """)
