"""The quota is used up."""

from __future__ import annotations

from typing import Any

from tests.lab import odd_server
from tests.lab.expect import Expect

TAXONOMY = ("HTTP-09",)
EXPECT = Expect("http.rate_limited", owner="vendor-engineering", subject="api")


def world(lab: Any) -> None:
    lab.dns.set("api.lab.test", a=[lab.SVC])
    body = '{"error": "slow down"}'
    headers = {"Retry-After": "30", "Content-Type": "application/json"}
    odd_server.start(lab, port=8080, answer=odd_server.answer("429 Too Many Requests", body, headers))
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "http://api.lab.test:8080/ping"
        run_by = "vendor"
    """)
