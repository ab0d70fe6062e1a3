"""A shell variable without braces stayed in the URL."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("CFG-12",)
EXPECT = Expect("config.value_malformed", owner="customer-platform", also=("config.url_malformed",))


def world(lab: Lab) -> None:
    lab.env_file("API_URL=http://$API_HOST:8080/ping\n")
    lab.declare("""
        [env.API_URL]
        required = true
        [dependencies.http]
        kind = "http"
        url = "${API_URL}"

    """)
