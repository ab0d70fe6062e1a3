"""The clock of a machine that was restored is three years ahead."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab, Outcome

TAXONOMY = ("TIME-01",)
EXPECT = Expect("clock.skew", owner="customer-platform")


def world(lab: Lab) -> None:
    lab.http(8080)
    lab.http(8081, status=204, body=b"")
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "http://10.77.2.2:8080/ping"
        run_by = "vendor"
        [dependencies.hook]
        kind = "http"
        url = "http://10.77.2.2:8081/"
        expect = 204
        run_by = "third-party"
    """)


def run(lab: Lab) -> Outcome:
    return lab.self_test(faketime="+1100d")
