"""The customer"s gateway cannot reach its backend."""

from __future__ import annotations

from typing import Any

from tests.lab import odd_server
from tests.lab.expect import Expect

TAXONOMY = ("HTTP-11",)
EXPECT = Expect("http.bad_gateway", owner="customer-platform", subject="api")


def world(lab: Any) -> None:
    lab.dns.set("api.lab.test", a=[lab.SVC])
    head = "HTTP/1.1 502 Bad Gateway\r\nServer: nginx/1.22.1\r\nContent-Type: text/html\r\n"
    body = '<html><head><title>502 Bad Gateway</title></head></html>'
    odd_server.start(lab, port=8080, answer=f"{head}Content-Length: {len(body)}\r\n\r\n{body}")
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "http://api.lab.test:8080/ping"
        run_by = "customer"
    """)
