"""The first connection stands at once; then every third packet is lost."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TCP-23",)
EXPECT = Expect("tcp.loss", owner="customer-network", subject="cache")


def world(lab: Lab) -> None:
    lab.dns.set("cache.lab.test", a=[lab.SVC])
    lab.redis()
    lab.firewall("tcp dport 6379 numgen inc mod 3 == 2 drop")

    lab.declare("""
        [dependencies.cache]
        kind = "redis"
        url = "redis://cache.lab.test:6379/0"
    """)
