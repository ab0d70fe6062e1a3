"""The server wants a login, and the app's address has none."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("MQ-01",)
EXPECT = Expect("amqp.auth", owner="customer-dba", subject="bus")


def world(lab: Lab) -> None:
    lab.serve("nats")
    lab.declare("""
        [dependencies.bus]
        kind = "nats"
        url = "nats://10.77.2.2:4222"
    """)
