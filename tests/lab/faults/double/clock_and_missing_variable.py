"""The clock is an hour behind, and a variable is missing."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab, Outcome

TAXONOMY = ("TIME-01", "CFG-01")
EXPECT = Expect(causes=("clock.skew", "config.env_missing"))


def world(lab: Lab) -> None:
    lab.http(8080)
    lab.declare("""
        [env.REDIS_URL]
        required = true
        [dependencies.cache]
        kind = "redis"
        url = "${REDIS_URL}"
        [dependencies.api]
        kind = "http"
        url = "http://10.77.2.2:8080/ping"
        run_by = "vendor"
    """)


def run(lab: Lab) -> Outcome:
    return lab.self_test(faketime="-1h")
