"""What listens on the broker's port is mute."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TCP-13",)
EXPECT = Expect("tcp.mute", owner="customer-platform", subject="sensors")


def world(lab: Lab) -> None:
    lab.tcp(1883, "mute")
    lab.declare("""
        [dependencies.sensors]
        kind = "mqtt"
        url = "mqtt://app:mqtt-secret-5@10.77.2.2:1883"
    """)
