"""The app may open only 24 files."""

from __future__ import annotations

from typing import Any

from tests.lab.expect import Expect

TAXONOMY = ("OS-12",)
EXPECT = Expect("limits.files", owner="customer-platform", subject="host")


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
    return lab.self_test(limits={"nofile": 24})
