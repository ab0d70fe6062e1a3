"""The exchange that the app publishes to is not there."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("MQ-03",)
EXPECT = Expect("amqp.precondition", subject="broker")


def world(lab: Lab) -> None:
    lab.serve("amqp")
    lab.declare("""
        [dependencies.broker]
        kind = "amqp"
        url = "amqp://app:rabbit-secret-9@10.77.2.2:5672/billing"
        exchanges = ["invoices", "invoices.v2"]
    """)
