"""The vendor"s gateway says 503: the vendor"s job."""

from __future__ import annotations

from typing import Any

from tests.lab import odd_server
from tests.lab.expect import Expect

TAXONOMY = ("HTTP-11",)
EXPECT = Expect("http.bad_gateway", owner="vendor-engineering", subject="api")


def world(lab: Any) -> None:
    lab.dns.set("api.lab.test", a=[lab.SVC])
    body = "no healthy upstream"
    headers = {"Server": "envoy", "Content-Type": "text/plain"}
    odd_server.start(lab, port=8080, answer=odd_server.answer("503 Service Unavailable", body, headers))
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "http://api.lab.test:8080/ping"
        run_by = "vendor"
    """)
