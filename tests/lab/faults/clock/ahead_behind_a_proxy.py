"""The clock is a day ahead, and the only way out is a proxy."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab, Outcome

TAXONOMY = ("TIME-01",)
EXPECT = Expect("clock.skew", owner="customer-platform")


def world(lab: Lab) -> None:
    lab.http(8080)
    lab.tinyproxy(8888)
    lab.firewall("ip saddr 10.77.1.2 tcp dport 8080 drop")
    lab.env["http_proxy"] = "http://10.77.1.1:8888"
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "http://10.77.2.2:8080/ping"
        run_by = "vendor"
    """)


def run(lab: Lab) -> Outcome:
    return lab.self_test(faketime="+1d")
