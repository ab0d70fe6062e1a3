"""The service itself answers 403, as it is declared to; the proxy has no part in it."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("PRX-07",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.http(8080, status=403)
    lab.dns.set("api.lab.test", a=[lab.SVC])
    lab.squid()
    lab.env["HTTP_PROXY"] = "http://10.77.1.1:3128"
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "http://api.lab.test:8080/ping"
        run_by = "vendor"
        expect = 403
    """)
