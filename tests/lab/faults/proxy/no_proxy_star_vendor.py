"""NO_PROXY says *.lab.test, which no library understands; the proxy itself is down."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("PRX-12",)
EXPECT = Expect("proxy.no_proxy", owner="customer-platform", subject="api")


def world(lab: Lab) -> None:
    lab.http(8443, tls=lab.cert("api.lab.test"))
    lab.trust()
    lab.dns.set("api.lab.test", a=[lab.SVC])
    lab.env["HTTPS_PROXY"] = "http://10.77.1.1:3128"
    lab.env["no_proxy"] = "*.lab.test"
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "https://api.lab.test:8443/ping"
        run_by = "vendor"
    """)
