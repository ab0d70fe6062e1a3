"""squid's rules do not allow the vendor's name; this host could also go direct."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("PRX-07",)
EXPECT = Expect("proxy.blocked", owner="customer-security", subject="api")


def world(lab: Lab) -> None:
    lab.http(8443, tls=lab.cert("api.lab.test"))
    lab.trust()
    lab.dns.set("api.lab.test", a=[lab.SVC])
    lab.squid(extra="acl bad dstdomain .lab.test\nhttp_access deny bad")
    lab.env["HTTPS_PROXY"] = "http://10.77.1.1:3128"
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "https://api.lab.test:8443/ping"
        run_by = "vendor"
    """)
