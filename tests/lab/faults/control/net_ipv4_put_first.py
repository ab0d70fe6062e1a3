"""IPv6 is dropped, but gai.conf puts IPv4 first and that works: at most a warning."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("DNS-13",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.etc("gai.conf", "precedence ::ffff:0:0/96  100\n")
    lab.dns.set("cache.lab.test", a=[lab.SVC], aaaa=[lab.SVC6])
    lab.redis()
    lab.firewall("ip6 daddr fd77:2::2 tcp dport 6379 drop")

    lab.declare("""
        [dependencies.cache]
        kind = "redis"
        url = "redis://cache.lab.test:6379/0"
    """)
