"""A captive portal answers 200 with a page; nothing about JSON is declared."""

from __future__ import annotations

from typing import Any

from tests.lab import odd_server
from tests.lab.expect import Expect

TAXONOMY = ("HTTP-14", "PRX-17")
EXPECT = Expect("http.unexpected_body", owner="customer-security", subject="api")


def world(lab: Any) -> None:
    lab.dns.set("api.lab.test", a=[lab.SVC])
    head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
    body = '<html><head><title>Web Page Blocked!</title></head><body>Access to this site is blocked by the policy of your organisation.</body></html>'
    odd_server.start(lab, port=8080, answer=f"{head}Content-Length: {len(body)}\r\n\r\n{body}")
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "http://api.lab.test:8080/ping"
        run_by = "vendor"
    """)
