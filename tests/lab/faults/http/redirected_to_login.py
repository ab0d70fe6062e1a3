"""The API redirects to a login page."""

from __future__ import annotations

from typing import Any

from tests.lab import odd_server
from tests.lab.expect import Expect

TAXONOMY = ("HTTP-07",)
EXPECT = Expect("http.redirected", owner="customer-platform", subject="api")


def world(lab: Any) -> None:
    lab.dns.set("api.lab.test", a=[lab.SVC])
    page = "<html><title>Sign in</title><form>password</form></html>"
    odd_server.start(lab, port=8081, answer=odd_server.answer("200 OK", page, {"Content-Type": "text/html"}))
    away = odd_server.answer("302 Found", "", {"Location": "http://api.lab.test:8081/login?next=/ping"})
    odd_server.start(lab, port=8080, answer=away)
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "http://api.lab.test:8080/ping"
        run_by = "customer"
    """)
