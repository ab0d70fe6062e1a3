"""Packets of full size are lost, and nothing large is ever sent: the greeting comes."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TCP-16",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.dns.set("mq.lab.test", a=[lab.SVC])
    lab.tcp(9000, b"hello\r\n")
    for host in (lab.svc, lab.app):  # packets as they are on a wire, not as the kernel joins them
        host.run(["ethtool", "-K", "eth0", "tso", "off", "gso", "off"])
    lab.firewall("ip length > 1300 drop")
    lab.declare("""
        [dependencies.queue]
        kind = "tcp"
        host = "mq.lab.test"
        port = 9000
    """)
