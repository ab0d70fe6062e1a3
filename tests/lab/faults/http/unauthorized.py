"""The API does not take the key."""

from __future__ import annotations

from typing import Any

from tests.lab import odd_server
from tests.lab.expect import Expect

TAXONOMY = ("HTTP-01",)
EXPECT = Expect("http.unauthorized", owner="customer-platform", subject="api")


def world(lab: Any) -> None:
    lab.dns.set("api.lab.test", a=[lab.SVC])
    lab.env["API_KEY"] = "wrong-key-000000"
    body = '{"error": "invalid_token"}'
    headers = {"WWW-Authenticate": "Bearer error='invalid_token'", "Content-Type": "application/json"}
    odd_server.start(lab, port=8080, answer=odd_server.answer("401 Unauthorized", body, headers))
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "http://api.lab.test:8080/ping"
        run_by = "vendor"
        headers = {Authorization = "Bearer ${API_KEY}"}
        [env.API_KEY]
        secret = true
    """)
