"""A web application firewall refuses this address with a page."""

from __future__ import annotations

from typing import Any

from tests.lab import odd_server
from tests.lab.expect import Expect

TAXONOMY = ("HTTP-04",)
EXPECT = Expect("http.forbidden", owner="vendor-engineering", subject="api")


def world(lab: Any) -> None:
    lab.dns.set("api.lab.test", a=[lab.SVC])
    body = "<html><title>Access denied</title><body>Error 1020</body></html>"
    headers = {"Content-Type": "text/html", "Server": "cloudflare", "CF-RAY": "8a1b2c3d4e5f-FRA"}
    odd_server.start(lab, port=8080, answer=odd_server.answer("403 Forbidden", body, headers))
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "http://api.lab.test:8080/ping"
        run_by = "vendor"
    """)
