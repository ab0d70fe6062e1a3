"""What listens on NATS's port is mute."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TCP-13",)
EXPECT = Expect("tcp.mute", owner="customer-platform", subject="bus")


def world(lab: Lab) -> None:
    lab.tcp(4222, "mute")
    lab.declare("""
        [dependencies.bus]
        kind = "nats"
        url = "nats://app:nats-secret-3@10.77.2.2:4222"
    """)
