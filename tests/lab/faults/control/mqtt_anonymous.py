"""A broker that wants no login, its address without a scheme."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("MQ-01",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.serve("mqtt", anonymous=True)
    lab.declare("""
        [dependencies.sensors]
        kind = "mqtt"
        url = "10.77.2.2:1883"
    """)
