"""The host's clock is two days behind, and only one peer can tell."""

from __future__ import annotations

from typing import Any

from tests.lab.expect import Expect

TAXONOMY = ("TIME-01",)
EXPECT = Expect("clock.skew", owner="customer-platform", subject="clock")


def world(lab: Any) -> None:
    lab.dns.set("api.lab.test", a=[lab.SVC])
    lab.http(8080)
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "http://api.lab.test:8080/ping"
        run_by = "vendor"
    """)


def run(lab: Any) -> Any:
    return lab.self_test(faketime="-2d")
