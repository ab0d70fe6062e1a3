"""Names are asked for over TCP only, and that works."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("DNS-05",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.resolv("nameserver 10.77.2.2\noptions use-vc\n")
    lab.dns.set("cache.lab.test", a=[lab.SVC])
    lab.redis()

    lab.declare("""
        [dependencies.cache]
        kind = "redis"
        url = "redis://cache.lab.test:6379/0"
    """)
