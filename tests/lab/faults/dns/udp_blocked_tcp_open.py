"""UDP port 53 is dropped; over TCP the name server answers, which no library waits for."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("DNS-05",)
EXPECT = Expect("dns.timeout", owner="customer-network", subject="cache")


def world(lab: Lab) -> None:
    lab.firewall("udp dport 53 drop")
    lab.dns.set("cache.lab.test", a=[lab.SVC])
    lab.redis()

    lab.declare("""
        [dependencies.cache]
        kind = "redis"
        url = "redis://cache.lab.test:6379/0"
    """)
