"""One dead proxy, three services that need it: one root."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("PRX-05",)
EXPECT = Expect("proxy.unreachable", owner="customer-network")


def world(lab: Lab) -> None:
    lab.http(8443, tls=lab.cert("api.lab.test"))
    lab.trust()
    lab.dns.set("api.lab.test", a=[lab.SVC])
    lab.firewall("ip daddr 10.77.2.2 tcp dport 8443 drop")
    lab.env["HTTPS_PROXY"] = lab.env["HTTP_PROXY"] = "http://10.77.1.1:3128"
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "https://api.lab.test:8443/ping"
        run_by = "vendor"

        [dependencies.mail]
        kind = "http"
        url = "http://mail.lab.test/send"
        run_by = "third-party"

        [dependencies.maps]
        kind = "http"
        url = "https://maps.lab.test/tiles"
        run_by = "third-party"
    """)
