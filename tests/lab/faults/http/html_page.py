"""A captive portal answers 200 with a page; nothing about JSON is declared."""

from __future__ import annotations

from typing import Any

from tests.lab import odd_server
from tests.lab.expect import Expect

TAXONOMY = ("HTTP-14", "PRX-17")
EXPECT = Expect("http.unexpected_body", owner="customer-security", subject="api")


def world(lab: Any) -> None:
    lab.dns.set("api.lab.test", a=[lab.SVC])
    body = "<html><head><title>Web Page Blocked!</title></head><body>Blocked by policy</body></html>"
    headers = {"Content-Type": "text/html"}
    odd_server.start(lab, port=8080, answer=odd_server.answer("200 OK", body, headers))
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "http://api.lab.test:8080/ping"
        run_by = "vendor"
    """)
