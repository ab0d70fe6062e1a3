"""The key is right but has not the role: the API says so in JSON."""

from __future__ import annotations

from typing import Any

from tests.lab import odd_server
from tests.lab.expect import Expect

TAXONOMY = ("HTTP-03",)
EXPECT = Expect("http.forbidden", owner="vendor-engineering", subject="api")


def world(lab: Any) -> None:
    lab.dns.set("api.lab.test", a=[lab.SVC])
    body = '{"error": "insufficient_scope"}'
    headers = {"Content-Type": "application/json"}
    odd_server.start(lab, port=8080, answer=odd_server.answer("403 Forbidden", body, headers))
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "http://api.lab.test:8080/ping"
        run_by = "vendor"
    """)
