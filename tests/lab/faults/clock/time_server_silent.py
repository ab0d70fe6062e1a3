"""The declared time server does not answer; the clock itself is right."""

from __future__ import annotations

from typing import Any

from tests.lab.expect import Expect

TAXONOMY = ("TIME-02",)
EXPECT = Expect("clock.ntp", owner="customer-network", subject="clock", verdict="healthy")


def world(lab: Any) -> None:
    lab.dns.set("api.lab.test", a=[lab.SVC])
    lab.http(8080)
    lab.firewall("udp dport 123 drop")
    lab.declare("""
        [checks.clock]
        ntp = ["10.77.2.5"]
        [dependencies.api]
        kind = "http"
        url = "http://api.lab.test:8080/ping"
        run_by = "vendor"
    """)
