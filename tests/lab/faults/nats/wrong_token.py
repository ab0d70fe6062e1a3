"""The server knows another token."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("MQ-01",)
EXPECT = Expect("amqp.auth", owner="customer-dba", subject="bus")


def world(lab: Lab) -> None:
    lab.serve("nats", conf='authorization { token: "token-of-lab-55" }\n')
    lab.declare("""
        [dependencies.bus]
        kind = "nats"
        url = "nats://token-of-app-12@10.77.2.2:4222"
    """)
