"""The broker speaks TLS only, and the app's URL says amqp://."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TLS-16",)
EXPECT = Expect("tls.not_tls", owner="customer-platform", subject="broker")


def world(lab: Lab) -> None:
    lab.serve("amqp", tls=True)
    lab.declare("""
        [dependencies.broker]
        kind = "amqp"
        url = "amqp://app:rabbit-secret-9@10.77.2.2:5672/billing"
    """)
