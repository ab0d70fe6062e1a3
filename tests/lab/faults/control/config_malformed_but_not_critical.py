"""A malformed setting of a dependency that the vendor can do without."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("CFG-10",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.http(8080)
    lab.env["METRICS_URL"] = "statsd//10.77.2.2:8125"
    lab.declare("""
        [env.METRICS_URL]
        [dependencies.metrics]
        kind = "redis"
        url = "${METRICS_URL}"
        critical = false
        [dependencies.api]
        kind = "http"
        url = "http://10.77.2.2:8080/"
    """)
