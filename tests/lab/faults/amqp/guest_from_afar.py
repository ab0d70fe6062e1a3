"""The app logs in as guest, whom the broker lets in from its own host only."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("MQ-01",)
EXPECT = Expect("amqp.auth", owner="customer-dba", subject="broker")


def world(lab: Lab) -> None:
    lab.serve("amqp")
    lab.declare("""
        [dependencies.broker]
        kind = "amqp"
        url = "amqp://guest:guest@10.77.2.2:5672/%2F"
    """)
