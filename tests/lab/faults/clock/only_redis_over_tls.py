"""The clock is three years ahead, and the only dependency is Redis over TLS."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab, Outcome

TAXONOMY = ("TIME-01", "TLS-01")
EXPECT = Expect("clock.skew", also=("tls.expired",))


def world(lab: Lab) -> None:
    lab.dns.set("cache.lab.test", a=[lab.SVC])
    cert, key = lab.cert("cache.lab.test", not_before=-86400 * 90, not_after=86400 * 60)
    conf = f"port 0\ntls-port 6380\ntls-auth-clients no\ntls-ca-cert-file {lab.ca_file}\n"
    lab.redis(6380, conf=conf + f"tls-cert-file {cert}\ntls-key-file {key}")
    lab.trust()
    lab.declare("""
        [dependencies.cache]
        kind = "redis"
        url = "rediss://cache.lab.test:6380/0"
    """)


def run(lab: Lab) -> Outcome:
    return lab.self_test(faketime="+1100d")
