"""The name server is dropped, and all names stand in the hosts file."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("DNS-05",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.firewall("udp dport 53 drop\ntcp dport 53 drop")
    lab.hosts("127.0.0.1 localhost\n10.77.2.2 cache.lab.test\n")
    lab.redis()

    lab.declare("""
        [dependencies.cache]
        kind = "redis"
        url = "redis://cache.lab.test:6379/0"
    """)
