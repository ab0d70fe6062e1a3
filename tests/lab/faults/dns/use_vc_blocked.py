"""Names are asked for over TCP only (use-vc), and TCP port 53 is dropped; over UDP all is well."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("DNS-05", "DNS-14")
EXPECT = Expect("dns.timeout", owner="customer-network", subject="cache")


def world(lab: Lab) -> None:
    lab.resolv("nameserver 10.77.2.2\noptions use-vc timeout:1 attempts:1\n")
    lab.firewall("tcp dport 53 drop")
    lab.dns.set("cache.lab.test", a=[lab.SVC])
    lab.redis()

    lab.declare("""
        [dependencies.cache]
        kind = "redis"
        url = "redis://cache.lab.test:6379/0"
    """)
