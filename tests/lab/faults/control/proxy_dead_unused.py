"""The variable names a dead proxy, and NO_PROXY leads everything past it."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("PRX-05",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.http(8443, tls=lab.cert("api.lab.test"))
    lab.trust()
    lab.dns.set("api.lab.test", a=[lab.SVC])
    lab.env["HTTPS_PROXY"] = lab.env["HTTP_PROXY"] = "http://10.77.1.1:3128"
    lab.env["NO_PROXY"] = ".lab.test"
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "https://api.lab.test:8443/ping"
        run_by = "vendor"
    """)
