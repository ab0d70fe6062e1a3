"""The first name server has an IPv6 address, and this host has no IPv6: the second is asked at once."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("DNS-08",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.resolv("nameserver fd77:2::2\nnameserver 10.77.2.2\n")
    lab.app.run(["sh", "-c", "ip -6 addr flush dev eth0; ip -6 route flush table main"])
    lab.dns.set("cache.lab.test", a=[lab.SVC])
    lab.redis()

    lab.declare("""
        [dependencies.cache]
        kind = "redis"
        url = "redis://cache.lab.test:6379/0"
    """)
