"""The stream that the app needs is not there."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("MQ-03",)
EXPECT = Expect("amqp.precondition", subject="bus")


def world(lab: Lab) -> None:
    lab.serve("nats", jetstream=True)
    lab.declare("""
        [dependencies.bus]
        kind = "nats"
        url = "nats://app:nats-secret-3@10.77.2.2:4222"
        streams = ["ORDERS"]
    """)
