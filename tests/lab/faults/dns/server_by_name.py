"""resolv.conf names its server by a name, which the C library ignores."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("DNS-07",)
EXPECT = Expect("dns.resolver_unreachable", owner="customer-platform", subject="cache")


def world(lab: Lab) -> None:
    lab.resolv("nameserver dns1.lab.test\n")
    lab.dns.set("cache.lab.test", a=[lab.SVC])
    lab.redis()

    lab.declare("""
        [dependencies.cache]
        kind = "redis"
        url = "redis://cache.lab.test:6379/0"
    """)
