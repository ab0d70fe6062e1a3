"""The user has no right on the virtual host."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("MQ-02",)
EXPECT = Expect("amqp.auth", owner="customer-dba", subject="broker")


def world(lab: Lab) -> None:
    lab.serve("amqp")
    lab.declare("""
        [dependencies.broker]
        kind = "amqp"
        url = "amqp://app:rabbit-secret-9@10.77.2.2:5672/hr"
    """)
