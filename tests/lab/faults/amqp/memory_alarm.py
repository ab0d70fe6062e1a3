"""The broker is short of memory and takes no messages."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("MQ-04",)
EXPECT = Expect("amqp.blocked", owner="customer-dba", subject="broker")


def world(lab: Lab) -> None:
    lab.serve("amqp", alarm="memory")
    lab.declare("""
        [dependencies.broker]
        kind = "amqp"
        url = "amqp://app:rabbit-secret-9@10.77.2.2:5672/billing"
        queues = ["jobs"]
    """)
