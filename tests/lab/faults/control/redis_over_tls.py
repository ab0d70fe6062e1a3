"""Redis over TLS with a user of its own."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("RD-09",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.dns.set("cache.lab.test", a=[lab.SVC])
    cert, key = lab.cert("cache.lab.test")
    lab.redis(
        conf=f"port 0\ntls-port 6379\ntls-cert-file {cert}\ntls-key-file {key}\n"
        f"tls-ca-cert-file {lab.ca_file}\n"
        "tls-auth-clients no\nuser default off\nuser app on >cache-secret-7 ~* &* +@all"
    )
    lab.trust()
    lab.declare("""
        [dependencies.cache]
        kind = "redis"
        url = "rediss://app:cache-secret-7@cache.lab.test:6379/0"
    """)
