"""An HTTP server answers on NATS's port."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TCP-14",)
EXPECT = Expect("tcp.wrong_service", owner="customer-platform", subject="bus")


def world(lab: Lab) -> None:
    lab.http(4222)
    lab.declare("""
        [dependencies.bus]
        kind = "nats"
        url = "nats://app:nats-secret-3@10.77.2.2:4222"
    """)
