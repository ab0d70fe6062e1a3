"""Questions for AAAA get SERVFAIL, those for A an address: the library takes that."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("DNS-03", "DNS-09")
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.dns.set("cache.lab.test", a=[lab.SVC], types={"AAAA": "SERVFAIL"})
    lab.redis()

    lab.declare("""
        [dependencies.cache]
        kind = "redis"
        url = "redis://cache.lab.test:6379/0"
    """)
