"""The clock is right; the certificate was made on a host whose clock is ahead."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TLS-02",)
EXPECT = Expect("tls.not_yet_valid", subject="api")


def world(lab: Lab) -> None:
    lab.dns.set("api.lab.test", a=[lab.SVC])
    lab.http(8443, tls=lab.cert("api.lab.test", not_before=7200, not_after=86400 * 90))
    lab.redis()
    lab.trust()
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "https://api.lab.test:8443/ping"
        [dependencies.cache]
        kind = "redis"
        url = "redis://10.77.2.2:6379"
    """)
