"""nsswitch.conf lets host names come from files only."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("DNS-07",)
EXPECT = Expect("dns.resolver_unreachable", owner="customer-platform", subject="cache")


def world(lab: Lab) -> None:
    lab.etc("nsswitch.conf", "passwd: files\nhosts: files\n")
    lab.dns.set("cache.lab.test", a=[lab.SVC])
    lab.redis()

    lab.declare("""
        [dependencies.cache]
        kind = "redis"
        url = "redis://cache.lab.test:6379/0"
    """)
