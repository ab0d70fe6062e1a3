"""The port of the cache is a number, but no port."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("CFG-12",)
EXPECT = Expect("config.value_malformed", owner="customer-platform", also=("config.url_malformed",))


def world(lab: Lab) -> None:
    lab.http(8080)
    lab.env["CACHE_PORT"] = "63790" + "0"
    lab.declare("""
        [env.CACHE_PORT]
        required = true
        format = "port"
        [dependencies.cache]
        kind = "redis"
        host = "10.77.2.2"
        port = "${CACHE_PORT}"
        [dependencies.api]
        kind = "http"
        url = "http://10.77.2.2:8080/"
    """)
