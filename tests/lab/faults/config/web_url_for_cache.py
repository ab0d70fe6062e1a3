"""The cache was given as a web address."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("CFG-10",)
EXPECT = Expect("config.url_malformed", owner="customer-platform")


def world(lab: Lab) -> None:
    lab.redis(6379)
    lab.env["CACHE_URL"] = "http://10.77.2.2:6379"
    lab.declare("""
        [env.CACHE_URL]
        required = true
        format = "url"
        [dependencies.cache]
        kind = "redis"
        url = "${CACHE_URL}"
        critical = true
    """)
