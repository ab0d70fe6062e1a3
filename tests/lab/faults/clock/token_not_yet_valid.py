"""A token is refused as used too early, because the clock is seven minutes ahead."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab, Outcome

TAXONOMY = ("TIME-01", "HTTP-02")
EXPECT = Expect("clock.skew", owner="customer-platform")


def world(lab: Lab) -> None:
    lab.http(
        8080,
        status=401,
        headers={
            "WWW-Authenticate": 'Bearer error="invalid_token", error_description="token used before issued"'
        },
    )
    lab.env["TOKEN"] = "abc"
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "http://10.77.2.2:8080/v1/me"
        run_by = "third-party"
    """)


def run(lab: Lab) -> Outcome:
    return lab.self_test(faketime="+7m")
