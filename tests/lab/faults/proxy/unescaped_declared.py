"""A password with a slash in a declared variable; the value is one fault, not two."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("PRX-15", "CFG-09")
EXPECT = Expect("proxy.misconfigured", owner="customer-platform")


def world(lab: Lab) -> None:
    lab.http(8443, tls=lab.cert("api.lab.test"))
    lab.trust()
    lab.dns.set("api.lab.test", a=[lab.SVC])
    lab.firewall("ip daddr 10.77.2.2 tcp dport 8443 drop")
    lab.squid(user="app", password="Sesa/me4711")
    lab.env["HTTPS_PROXY"] = "http://app:Sesa/me4711@10.77.1.1:3128\r"
    lab.declare("""
        [env.HTTPS_PROXY]
        secret = true

        [dependencies.api]
        kind = "http"
        url = "https://api.lab.test:8443/ping"
        run_by = "vendor"
    """)
