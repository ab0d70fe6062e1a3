"""What listens on Redis's port is fin."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TCP-11",)
EXPECT = Expect("tcp.reset", owner="customer-network", subject="cache")


def world(lab: Lab) -> None:
    lab.tcp(6379, "fin")
    lab.declare("""
        [dependencies.cache]
        kind = "redis"
        url = "redis://10.77.2.2:6379/0"
    """)
