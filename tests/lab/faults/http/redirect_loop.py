"""The redirect leads back to itself."""

from __future__ import annotations

from typing import Any

from tests.lab import odd_server
from tests.lab.expect import Expect

TAXONOMY = ("HTTP-07",)
EXPECT = Expect("http.redirected", owner="customer-platform", subject="api")


def world(lab: Any) -> None:
    lab.dns.set("api.lab.test", a=[lab.SVC])
    away = odd_server.answer("301 Moved", "", {"Location": "http://api.lab.test:8080/ping"})
    odd_server.start(lab, port=8080, answer=away)
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "http://api.lab.test:8080/ping"
        run_by = "customer"
    """)
