"""A proxy with a login is the only way out, and everything is set as it should be."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("PRX-06",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.http(8443, tls=lab.cert("api.lab.test"))
    lab.trust()
    lab.dns.set("api.lab.test", a=[lab.SVC])
    lab.firewall("ip daddr 10.77.2.2 tcp dport 8443 drop")
    lab.squid(user="app", password="Sesame/4711")
    lab.env["HTTPS_PROXY"] = "http://app:Sesame%2F4711@10.77.1.1:3128"
    lab.env["NO_PROXY"] = "localhost,.corp.test"
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "https://api.lab.test:8443/ping"
        run_by = "vendor"
    """)
