"""The clock is right, the certificate of Redis has really expired."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TLS-01",)
EXPECT = Expect("tls.expired", subject="cache")


def world(lab: Lab) -> None:
    lab.dns.set("cache.lab.test", a=[lab.SVC])
    cert, key = lab.cert("cache.lab.test", not_before=-86400 * 90, not_after=-3600)
    conf = f"port 0\ntls-port 6380\ntls-auth-clients no\ntls-ca-cert-file {lab.ca_file}\n"
    conf += f"tls-cert-file {cert}\ntls-key-file {key}"
    lab.redis(6380, conf=conf)
    lab.http(8080)
    lab.trust()
    lab.declare("""
        [dependencies.cache]
        kind = "redis"
        url = "rediss://cache.lab.test:6380/0"
        [dependencies.api]
        kind = "http"
        url = "http://10.77.2.2:8080/ping"
        run_by = "vendor"
    """)
