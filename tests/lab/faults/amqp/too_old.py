"""The broker is older than what the app is tested with."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("MQ-05",)
EXPECT = Expect("app.unsupported", subject="broker")


def world(lab: Lab) -> None:
    lab.serve("amqp")
    lab.declare("""
        [dependencies.broker]
        kind = "amqp"
        url = "amqp://app:rabbit-secret-9@10.77.2.2:5672/billing"
        tested = ["3.13", "4.0"]
    """)
