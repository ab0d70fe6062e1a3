"""A broker with the queues and the exchange that the app needs."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("MQ-03",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.serve("amqp")
    lab.declare("""
        [dependencies.broker]
        kind = "amqp"
        url = "amqp://app:rabbit-secret-9@10.77.2.2:5672/billing"
        queues = ["jobs", "mails"]
        exchanges = ["invoices", "amq.topic"]
        tested = ["3.9", "3.10"]
    """)
