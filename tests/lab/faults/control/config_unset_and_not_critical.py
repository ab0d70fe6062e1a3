"""A variable that is not needed is not set; what uses it is not critical."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("CFG-01",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.http(8080)
    lab.declare("""
        [env.SENTRY_URL]
        required = false
        format = "url"
        [dependencies.sentry]
        kind = "http"
        url = "${SENTRY_URL}"
        critical = false
        [dependencies.api]
        kind = "http"
        url = "http://10.77.2.2:8080/"
    """)
