"""The server refuses the headers: too large."""

from __future__ import annotations

from typing import Any

from tests.lab import odd_server
from tests.lab.expect import Expect

TAXONOMY = ("HTTP-08",)
EXPECT = Expect("http.too_large", owner="customer-platform", subject="api")


def world(lab: Any) -> None:
    lab.dns.set("api.lab.test", a=[lab.SVC])
    body = ""
    headers = {}
    answer = odd_server.answer("431 Request Header Fields Too Large", body, headers)
    odd_server.start(lab, port=8080, answer=answer)
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "http://api.lab.test:8080/ping"
        run_by = "customer"
    """)
