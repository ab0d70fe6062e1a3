"""What listens on Redis's port is mute."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TCP-13",)
EXPECT = Expect("tcp.mute", owner="customer-platform", subject="cache")


def world(lab: Lab) -> None:
    lab.tcp(6379, "mute")
    lab.declare("""
        [dependencies.cache]
        kind = "redis"
        url = "redis://10.77.2.2:6379/0"
    """)
