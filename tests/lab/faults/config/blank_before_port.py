"""A blank stands between host and port."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("CFG-07", "CFG-11")
EXPECT = Expect("config.url_malformed", owner="customer-platform", also=("config.value_malformed",))


def world(lab: Lab) -> None:
    lab.env["API_URL"] = "http://10.77.2.2 :8080/ping"
    lab.declare("""
        [env.API_URL]
        required = true
        [dependencies.http]
        kind = "http"
        url = "${API_URL}"

    """)
