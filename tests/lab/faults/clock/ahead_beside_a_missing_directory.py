"""The clock is two hours ahead, and a directory of no importance is missing."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab, Outcome

TAXONOMY = ("TIME-01",)
EXPECT = Expect("clock.skew", owner="customer-platform")


def world(lab: Lab) -> None:
    lab.http(8080)
    lab.redis()
    lab.declare(f"""
        [dependencies.api]
        kind = "http"
        url = "http://10.77.2.2:8080/ping"
        run_by = "third-party"
        [dependencies.cache]
        kind = "redis"
        url = "redis://10.77.2.2"
        [dependencies.scratch]
        kind = "directory"
        path = "{lab.tmp}/scratch"
        critical = false
    """)


def run(lab: Lab) -> Outcome:
    return lab.self_test(faketime="+2h")
