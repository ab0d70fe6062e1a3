"""The service needs two seconds, directly and through the proxy; nothing else is wrong."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("HTTP-12",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.http(8080, delay=2.0)
    lab.dns.set("api.lab.test", a=[lab.SVC])
    lab.tinyproxy(port=3128)
    lab.env["HTTP_PROXY"] = "http://10.77.1.1:3128"
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "http://api.lab.test:8080/ping"
        run_by = "vendor"
    """)
