"""The body ends before its length."""

from __future__ import annotations

from typing import Any

from tests.lab import odd_server
from tests.lab.expect import Expect

TAXONOMY = ("HTTP-13",)
EXPECT = Expect("http.truncated", owner="customer-network", subject="api")


def world(lab: Any) -> None:
    lab.dns.set("api.lab.test", a=[lab.SVC])
    whole = odd_server.answer("200 OK", "x" * 1000, {"Content-Type": "application/json"})
    odd_server.start(lab, port=8080, answer=whole[:-700])
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "http://api.lab.test:8080/ping"
        run_by = "vendor"
    """)
