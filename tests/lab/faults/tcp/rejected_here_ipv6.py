"""A rule on the app's own host rejects with ICMPv6."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TCP-06",)
EXPECT = Expect("tcp.refused", owner="customer-platform", subject="cache")


def world(lab: Lab) -> None:
    lab.dns.set("cache.lab.test", aaaa=[lab.SVC6])
    lab.redis(ip=lab.SVC6)
    lab.firewall_app("tcp dport 6379 reject with icmpv6 admin-prohibited")

    lab.declare("""
        [dependencies.cache]
        kind = "redis"
        url = "redis://cache.lab.test:6379/0"
    """)
