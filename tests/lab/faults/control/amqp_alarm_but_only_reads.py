"""The broker takes no messages, and the app only reads."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("MQ-04",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.serve("amqp", alarm="memory")
    lab.declare("""
        [dependencies.broker]
        kind = "amqp"
        url = "amqp://app:rabbit-secret-9@10.77.2.2:5672/billing"
        queues = ["jobs"]
        read_only = true
    """)
