"""tinyproxy wants a login for a plain HTTP service: curl prints nothing and exits with 0."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("PRX-06",)
EXPECT = Expect("proxy.auth_required", owner="customer-security", subject="api")


def world(lab: Lab) -> None:
    lab.http(8080)
    lab.dns.set("api.lab.test", a=[lab.SVC])
    lab.tinyproxy(port=3128, user="app", password="Sesame-4711")
    lab.env["HTTP_PROXY"] = "http://10.77.1.1:3128"
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "http://api.lab.test:8080/ping"
        run_by = "vendor"
    """)
