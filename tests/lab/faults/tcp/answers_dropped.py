"""The connection's first packet arrives, and the answer is dropped on the way back."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TCP-04",)
EXPECT = Expect("tcp.timeout", owner="customer-network", subject="cache")


def world(lab: Lab) -> None:
    lab.dns.set("cache.lab.test", a=[lab.SVC])
    lab.redis()
    lab.firewall("tcp sport 6379 drop")

    lab.declare("""
        [dependencies.cache]
        kind = "redis"
        url = "redis://cache.lab.test:6379/0"
    """)
