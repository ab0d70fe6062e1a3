"""Every connection to the broker's port is reset."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("MQ-05",)
EXPECT = Expect("tcp.reset", subject="broker")


def world(lab: Lab) -> None:
    lab.tcp(5672, "rst")
    lab.declare("""
        [dependencies.broker]
        kind = "amqp"
        url = "amqp://app:rabbit-secret-9@10.77.2.2:5672/billing"
    """)
