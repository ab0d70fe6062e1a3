"""The app's URL says amqps:// and the broker's port speaks no TLS."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TLS-17",)
EXPECT = Expect("tls.not_tls", owner="customer-platform", subject="broker")


def world(lab: Lab) -> None:
    lab.serve("amqp")
    lab.declare("""
        [dependencies.broker]
        kind = "amqp"
        url = "amqps://app:rabbit-secret-9@10.77.2.2:5672/billing"
    """)
