"""A duration has a unit nobody knows."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("CFG-12",)
EXPECT = Expect("config.value_malformed", owner="customer-platform")


def world(lab: Lab) -> None:
    lab.env_file("CACHE_TTL=10 fortnights\n")

    lab.http(8080)
    lab.declare("""
        [env.CACHE_TTL]
        required = true
        format = "duration"
        [dependencies.api]
        kind = "http"
        url = "http://10.77.2.2:8080/ping"
        run_by = "vendor"
    """)
