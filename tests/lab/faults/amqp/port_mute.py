"""What listens on the broker's port is mute."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("MQ-05", "TCP-13")
EXPECT = Expect("tcp.mute", owner="customer-platform", subject="broker")


def world(lab: Lab) -> None:
    lab.tcp(5672, "mute")
    lab.declare("""
        [dependencies.broker]
        kind = "amqp"
        url = "amqp://app:rabbit-secret-9@10.77.2.2:5672/billing"
    """)
