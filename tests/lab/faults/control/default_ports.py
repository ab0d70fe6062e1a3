"""Ports that are not written are those of the scheme."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.dns.set("api.lab.test", a=[lab.SVC])

    lab.http(80)
    lab.http(443, tls=lab.cert("api.lab.test"))
    lab.redis()
    lab.trust()
    lab.declare("""
        [dependencies.plain]
        kind = "http"
        url = "http://api.lab.test/"
        [dependencies.secure]
        kind = "http"
        url = "https://api.lab.test"
        [dependencies.cache]
        kind = "redis"
        url = "redis://api.lab.test"
    """)
