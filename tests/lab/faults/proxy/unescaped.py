"""The password holds a # that must be written %23."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("PRX-15",)
EXPECT = Expect("proxy.misconfigured", owner="customer-platform", subject="api")


def world(lab: Lab) -> None:
    lab.http(8443, tls=lab.cert("api.lab.test"))
    lab.trust()
    lab.dns.set("api.lab.test", a=[lab.SVC])
    lab.firewall("ip daddr 10.77.2.2 tcp dport 8443 drop")
    lab.squid(user="app", password="Se@same#4711")
    lab.env["HTTPS_PROXY"] = "http://app:Se@same#4711@10.77.1.1:3128"
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "https://api.lab.test:8443/ping"
        run_by = "vendor"
    """)
