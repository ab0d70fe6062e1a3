"""The API redirects to a login page."""

from __future__ import annotations

from typing import Any

from tests.lab import odd_server
from tests.lab.expect import Expect

TAXONOMY = ("HTTP-07",)
EXPECT = Expect("http.redirected", owner="customer-platform", subject="api")


def world(lab: Any) -> None:
    lab.dns.set("api.lab.test", a=[lab.SVC])
    login = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 58\r\n\r\n<html><title>Sign in</title><form>password</form></html>  "
    odd_server.start(lab, port=8081, answer=login)
    odd_server.start(lab, port=8080, answer="HTTP/1.1 302 Found\r\nLocation: http://api.lab.test:8081/login?next=/ping\r\nContent-Length: 0\r\n\r\n")
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "http://api.lab.test:8080/ping"
        run_by = "customer"
    """)
