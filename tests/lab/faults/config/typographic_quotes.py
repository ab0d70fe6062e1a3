"""The URL was pasted from a word processor, with its quotes."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("CFG-05",)
EXPECT = Expect("config.value_malformed", owner="customer-platform", also=("config.url_malformed",))


def world(lab: Lab) -> None:
    lab.http(8080)
    lab.env_file("API_URL=\u201chttp://10.77.2.2:8080/ping\u201d\n")
    lab.declare("""
        [env.API_URL]
        required = true
        format = "url"
        [dependencies.api]
        kind = "http"
        url = "${API_URL}"
        run_by = "third-party"
    """)
