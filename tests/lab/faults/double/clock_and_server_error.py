"""The clock is half an hour ahead, and the API fails by itself."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab, Outcome

TAXONOMY = ("TIME-01", "HTTP-10")
EXPECT = Expect(causes=("clock.skew", "http.server_error"))


def world(lab: Lab) -> None:
    lab.http(8080, status=500, body=b"internal error")
    lab.redis()
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "http://10.77.2.2:8080/ping"
        run_by = "vendor"
        [dependencies.cache]
        kind = "redis"
        url = "redis://10.77.2.2"
    """)


def run(lab: Lab) -> Outcome:
    return lab.self_test(faketime="+30m")
