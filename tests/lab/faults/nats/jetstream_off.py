"""JetStream is not enabled, and the app needs a stream."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("MQ-03",)
EXPECT = Expect("amqp.precondition", subject="bus")


def world(lab: Lab) -> None:
    lab.serve("nats")
    lab.declare("""
        [dependencies.bus]
        kind = "nats"
        url = "nats://app:nats-secret-3@10.77.2.2:4222"
        streams = ["ORDERS"]
    """)
