"""Packets of full size are lost; PING works, long answers never come."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TCP-16",)
EXPECT = Expect("tcp.mtu", owner="customer-network", subject="cache")


def world(lab: Lab) -> None:
    lab.dns.set("cache.lab.test", a=[lab.SVC])
    lab.redis()
    for host in (lab.svc, lab.app):  # packets as they are on a wire, not as the kernel joins them
        host.run(["ethtool", "-K", "eth0", "tso", "off", "gso", "off"])
    lab.firewall("ip length > 1300 drop")

    lab.declare("""
        [dependencies.cache]
        kind = "redis"
        url = "redis://cache.lab.test:6379/0"
    """)
