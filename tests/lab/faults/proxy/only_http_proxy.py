"""HTTP_PROXY is set, but the service is HTTPS, and the direct way is closed."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("PRX-02",)
EXPECT = Expect("proxy.not_used", owner="customer-platform", subject="api")


def world(lab: Lab) -> None:
    lab.http(8443, tls=lab.cert("api.lab.test"))
    lab.trust()
    lab.dns.set("api.lab.test", a=[lab.SVC])
    lab.firewall("ip daddr 10.77.2.2 tcp dport 8443 drop")
    lab.squid()
    lab.env["HTTP_PROXY"] = "http://10.77.1.1:3128"
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "https://api.lab.test:8443/ping"
        run_by = "vendor"
    """)
