"""What listens on the server's port is mute."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect("tcp.mute", owner="customer-platform", subject="cache")


def world(lab: Lab) -> None:
    lab.tcp(11211, "mute")
    lab.declare("""
        [dependencies.cache]
        kind = "memcached"
        url = "memcached://10.77.2.2"
    """)
