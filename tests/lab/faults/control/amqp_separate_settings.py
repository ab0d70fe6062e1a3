"""User and password in settings of their own, the virtual host '/' written as %2F."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("MQ-02",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.serve("amqp")
    lab.declare("""
        [dependencies.broker]
        kind = "amqp"
        url = "amqp://10.77.2.2/%2F"
        user = "app"
        password = "rabbit-secret-9"
    """)
