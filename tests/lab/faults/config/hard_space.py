"""A non-breaking space was pasted after the host name."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("CFG-07",)
EXPECT = Expect("config.value_malformed", owner="customer-platform", also=("config.url_malformed",))


def world(lab: Lab) -> None:
    lab.http(8080)
    lab.env["API_HOST"] = "10.77.2.2\u00a0"
    lab.declare("""
        [env.API_HOST]
        required = true
        [dependencies.api]
        kind = "http"
        url = "http://${API_HOST}:8080/ping"
    """)
