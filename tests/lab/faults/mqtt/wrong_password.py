"""The app has another password than the broker."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("MQ-01",)
EXPECT = Expect("amqp.auth", owner="customer-dba", subject="sensors")


def world(lab: Lab) -> None:
    lab.serve("mqtt")
    lab.declare("""
        [dependencies.sensors]
        kind = "mqtt"
        url = "mqtt://app:mqtt-secret-6@10.77.2.2:1883"
    """)
