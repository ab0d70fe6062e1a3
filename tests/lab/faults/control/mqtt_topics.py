"""A broker that lets the app listen to its topics."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("MQ-02",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.serve("mqtt")
    lab.declare("""
        [dependencies.sensors]
        kind = "mqtt"
        url = "mqtt://app:mqtt-secret-5@10.77.2.2:1883"
        topics = ["sensors/#", "sensors/+/heat"]
    """)
