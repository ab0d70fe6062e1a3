"""The storage refuses the signature because the clock is too far off."""

from __future__ import annotations

from typing import Any

from tests.lab import odd_server
from tests.lab.expect import Expect

TAXONOMY = ("HTTP-16",)
EXPECT = Expect("clock.skew", owner="customer-platform")


def world(lab: Any) -> None:
    lab.dns.set("api.lab.test", a=[lab.SVC])
    from email.utils import formatdate
    from time import time

    body = "<Error><Code>RequestTimeTooSkewed</Code></Error>"
    headers = {"Date": formatdate(time() + 3600, usegmt=True), "Content-Type": "application/xml"}
    odd_server.start(lab, port=8080, answer=odd_server.answer("403 Forbidden", body, headers))
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "http://api.lab.test:8080/ping"
        run_by = "vendor"
    """)
