"""An IPv6 address stands in a URL without brackets."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("CFG-11", "CFG-09")
EXPECT = Expect("config.url_malformed", owner="customer-platform")


def world(lab: Lab) -> None:
    lab.redis(6379, ip=lab.SVC6)
    lab.env["CACHE_URL"] = "redis://fd77:2::2:6379/0"
    lab.declare("""
        [env.CACHE_URL]
        required = true
        [dependencies.cache]
        kind = "redis"
        url = "${CACHE_URL}"
    """)
