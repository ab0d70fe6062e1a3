"""The nameserver line is indented, which the C library takes for no such line."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("DNS-07",)
EXPECT = Expect("dns.resolver_unreachable", owner="customer-platform", subject="cache")


def world(lab: Lab) -> None:
    lab.resolv("search lab.test\n\tnameserver 10.77.2.2\n")
    lab.dns.set("cache.lab.test", a=[lab.SVC])
    lab.redis()

    lab.declare("""
        [dependencies.cache]
        kind = "redis"
        url = "redis://cache.lab.test:6379/0"
    """)
