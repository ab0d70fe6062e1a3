"""An HTTP server answers on the broker's port."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("MQ-05", "TCP-14")
EXPECT = Expect("tcp.wrong_service", owner="customer-platform", subject="broker")


def world(lab: Lab) -> None:
    lab.http(5672)
    lab.declare("""
        [dependencies.broker]
        kind = "amqp"
        url = "amqp://app:rabbit-secret-9@10.77.2.2:5672/billing"
    """)
