"""The ingress knows no rule for this name."""

from __future__ import annotations

from typing import Any

from tests.lab import odd_server
from tests.lab.expect import Expect

TAXONOMY = ("HTTP-06",)
EXPECT = Expect("http.not_found", owner="customer-platform", subject="api")


def world(lab: Any) -> None:
    lab.dns.set("api.lab.test", a=[lab.SVC])
    body = "default backend - 404"
    headers = {"Content-Type": "text/plain", "Server": "nginx"}
    odd_server.start(lab, port=8080, answer=odd_server.answer("404 Not Found", body, headers))
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "http://api.lab.test:8080/ping"
        run_by = "customer"
    """)
