"""Nothing listens on NATS's port."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TCP-06",)
EXPECT = Expect("tcp.refused", owner="customer-platform", subject="bus")


def world(lab: Lab) -> None:
    lab.declare("""
        [dependencies.bus]
        kind = "nats"
        url = "nats://app:nats-secret-3@10.77.2.2:4222"
    """)
