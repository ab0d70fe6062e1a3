"""The user may not listen to a topic that the app needs."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("MQ-02",)
EXPECT = Expect("amqp.auth", owner="customer-dba", subject="sensors")


def world(lab: Lab) -> None:
    lab.serve("mqtt")
    lab.declare("""
        [dependencies.sensors]
        kind = "mqtt"
        url = "mqtt://app:mqtt-secret-5@10.77.2.2:1883"
        topics = ["sensors/+/heat", "alarms/#"]
    """)
