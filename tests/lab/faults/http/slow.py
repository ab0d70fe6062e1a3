"""The connection works, the answer never comes in time."""

from __future__ import annotations

from typing import Any

from tests.lab.expect import Expect

TAXONOMY = ("HTTP-12",)
EXPECT = Expect("http.timeout", owner="vendor-engineering", subject="api")


def world(lab: Any) -> None:
    lab.dns.set("api.lab.test", a=[lab.SVC])
    lab.http(8080, delay=20)
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "http://api.lab.test:8080/ping"
        run_by = "vendor"
    """)
