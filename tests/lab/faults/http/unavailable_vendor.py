"""The vendor"s gateway says 503: the vendor"s job."""

from __future__ import annotations

from typing import Any

from tests.lab import odd_server
from tests.lab.expect import Expect

TAXONOMY = ("HTTP-11",)
EXPECT = Expect("http.bad_gateway", owner="vendor-engineering", subject="api")


def world(lab: Any) -> None:
    lab.dns.set("api.lab.test", a=[lab.SVC])
    head = "HTTP/1.1 503 Service Unavailable\r\nServer: envoy\r\nContent-Type: text/plain\r\n"
    body = 'no healthy upstream'
    odd_server.start(lab, port=8080, answer=f"{head}Content-Length: {len(body)}\r\n\r\n{body}")
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "http://api.lab.test:8080/ping"
        run_by = "vendor"
    """)
