"""An IPv6 address as host setting, without brackets, and one in a URL with them."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.redis(6379, ip=lab.SVC6)
    lab.http(8080, ip=lab.SVC6)
    lab.env["CACHE_HOST"] = lab.SVC6
    lab.declare("""
        [env.CACHE_HOST]
        required = true
        [dependencies.cache]
        kind = "redis"
        host = "${CACHE_HOST}"
        port = 6379
        [dependencies.api]
        kind = "http"
        url = "http://[fd77:2::2]:8080/"
    """)
