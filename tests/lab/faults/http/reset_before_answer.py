"""The connection is reset as soon as the request is there."""

from __future__ import annotations

from typing import Any

from tests.lab import odd_server
from tests.lab.expect import Expect

TAXONOMY = ("TCP-12",)
EXPECT = Expect("tcp.reset", subject="api")


def world(lab: Any) -> None:
    lab.dns.set("api.lab.test", a=[lab.SVC])
    odd_server.start(lab, port=8080, answer="", then="reset")
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "http://api.lab.test:8080/ping"
        run_by = "vendor"
    """)
