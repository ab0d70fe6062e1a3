"""The customer"s gateway cannot reach its backend."""

from __future__ import annotations

from typing import Any

from tests.lab import odd_server
from tests.lab.expect import Expect

TAXONOMY = ("HTTP-11",)
EXPECT = Expect("http.bad_gateway", owner="customer-platform", subject="api")


def world(lab: Any) -> None:
    lab.dns.set("api.lab.test", a=[lab.SVC])
    body = "<html><head><title>502 Bad Gateway</title></head></html>"
    headers = {"Server": "nginx/1.22.1", "Content-Type": "text/html"}
    odd_server.start(lab, port=8080, answer=odd_server.answer("502 Bad Gateway", body, headers))
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "http://api.lab.test:8080/ping"
        run_by = "customer"
    """)
