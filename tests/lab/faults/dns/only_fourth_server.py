"""Nothing listens at the three name servers that are asked; the fourth, which works, is never reached."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("DNS-06",)
EXPECT = Expect("dns.resolver_unreachable", owner="customer-platform", subject="cache")


def world(lab: Lab) -> None:
    servers = ("10.77.2.5", "10.77.2.6", "10.77.2.7", "10.77.2.2")
    lab.resolv("".join(f"nameserver {ip}\n" for ip in servers))
    lab.dns.set("cache.lab.test", a=[lab.SVC])
    lab.redis()

    lab.declare("""
        [dependencies.cache]
        kind = "redis"
        url = "redis://cache.lab.test:6379/0"
    """)
