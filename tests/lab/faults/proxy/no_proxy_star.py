"""NO_PROXY says *.corp.test, a form that no library understands."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("PRX-12",)
EXPECT = Expect("proxy.no_proxy", owner="customer-platform", subject="api")


def world(lab: Lab) -> None:
    lab.http(8443, tls=lab.cert("billing.corp.test"))
    lab.trust()
    lab.dns.set("billing.corp.test", a=[lab.SVC])
    lab.squid(extra="acl bad dst 10.77.2.0/24\nhttp_access deny bad")
    lab.env["HTTPS_PROXY"] = "http://10.77.1.1:3128"
    lab.env["NO_PROXY"] = "localhost,*.corp.test"
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "https://billing.corp.test:8443/ping"
    """)
