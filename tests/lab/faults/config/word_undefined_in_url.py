"""A script of the pipeline wrote undefined where the host belongs."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("CFG-12",)
EXPECT = Expect(
    "config.value_malformed", owner="customer-platform", also=("config.url_malformed", "config.env_missing")
)


def world(lab: Lab) -> None:
    lab.env["API_URL"] = "http://undefined:8080/ping"
    lab.declare("""
        [env.API_URL]
        required = true
        [dependencies.http]
        kind = "http"
        url = "${API_URL}"

    """)
