"""The API fails by itself."""

from __future__ import annotations

from typing import Any

from tests.lab import odd_server
from tests.lab.expect import Expect

TAXONOMY = ("HTTP-10",)
EXPECT = Expect("http.server_error", owner="vendor-engineering", subject="api")


def world(lab: Any) -> None:
    lab.dns.set("api.lab.test", a=[lab.SVC])
    body = '{"error": "internal"}'
    headers = {"X-Request-Id": "7f3a", "Content-Type": "application/json"}
    odd_server.start(lab, port=8080, answer=odd_server.answer("500 Internal Server Error", body, headers))
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "http://api.lab.test:8080/ping"
        run_by = "vendor"
    """)
