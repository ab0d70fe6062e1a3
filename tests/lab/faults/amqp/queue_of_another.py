"""Another program holds the queue for itself alone."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.servers import amqp

TAXONOMY = ("MQ-03",)
EXPECT = Expect("amqp.precondition", subject="broker")


def world(lab: Lab) -> None:
    lab.serve("amqp")
    amqp.exclusive(lab, "reports")
    lab.declare("""
        [dependencies.broker]
        kind = "amqp"
        url = "amqp://app:rabbit-secret-9@10.77.2.2:5672/billing"
        queues = ["reports"]
    """)
