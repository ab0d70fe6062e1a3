"""One of two addresses accepts and resets at once, the other one is well."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("DNS-12", "TCP-11")
EXPECT = Expect("dns.partial", also=("tcp.reset",), subject="queue")


def world(lab: Lab) -> None:
    lab.dns.set("mq.lab.test", a=["10.77.2.2", "10.77.2.3"])
    lab.tcp(5672, "rst")
    lab.tcp(5672, "open", ip="10.77.2.3")
    lab.declare("""
        [dependencies.queue]
        kind = "tcp"
        host = "mq.lab.test"
        port = 5672
    """)
