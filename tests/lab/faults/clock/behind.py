"""The host's clock is ten minutes behind."""

from __future__ import annotations

from typing import Any

from tests.lab.expect import Expect

TAXONOMY = ("TIME-01",)
SREGYM = "node_clock_drift"
EXPECT = Expect("clock.skew", owner="customer-platform", subject="clock")


def world(lab: Any) -> None:
    lab.dns.set("api.lab.test", a=[lab.SVC])
    lab.dns.set("mail.lab.test", a=["10.77.2.3"])
    lab.http(8080)
    lab.http(8081, ip="10.77.2.3")
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "http://api.lab.test:8080/ping"
        run_by = "vendor"
        [dependencies.mail]
        kind = "http"
        url = "http://mail.lab.test:8081/ping"
        run_by = "customer"
    """)


def run(lab: Any) -> Any:
    return lab.self_test(faketime="-10m")
