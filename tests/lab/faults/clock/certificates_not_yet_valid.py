"""The clock stands in the year 1999: every good certificate looks not yet valid."""

from __future__ import annotations

from typing import Any

from tests.lab.expect import Expect

TAXONOMY = ("TIME-01", "TLS-02")
EXPECT = Expect("clock.skew", owner="customer-platform", subject="clock")


def world(lab: Any) -> None:
    lab.dns.set("api.lab.test", a=[lab.SVC])
    lab.dns.set("auth.lab.test", a=["10.77.2.3"])
    lab.trust()
    lab.http(8443, tls=lab.cert("api.lab.test"))
    lab.http(8444, tls=lab.cert("auth.lab.test"), ip="10.77.2.3")
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "https://api.lab.test:8443/ping"
        run_by = "vendor"
        [dependencies.auth]
        kind = "http"
        url = "https://auth.lab.test:8444/ping"
        run_by = "vendor"
    """)


def run(lab: Any) -> Any:
    return lab.self_test(faketime="@1999-01-01 00:00:00")
