"""The port in a URL is larger than any port."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("CFG-12",)
EXPECT = Expect("config.url_malformed", owner="customer-platform", also=("config.value_malformed",))


def world(lab: Lab) -> None:
    lab.env["SEARCH_URL"] = "http://10.77.2.2:80800/search"
    lab.declare("""
        [env.SEARCH_URL]
        required = true
        format = "url"
        [dependencies.search]
        kind = "http"
        url = "${SEARCH_URL}"
    """)
