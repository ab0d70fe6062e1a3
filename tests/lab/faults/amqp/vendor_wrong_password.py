"""The vendor's own broker refuses the password that the customer set."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("MQ-01",)
EXPECT = Expect("amqp.auth", subject="broker")


def world(lab: Lab) -> None:
    lab.serve("amqp")
    lab.declare("""
        [dependencies.broker]
        kind = "amqp"
        url = "amqp://app:rabbit-secret-8@10.77.2.2:5672/billing"
        run_by = "vendor"
    """)
