"""Nothing listens on the broker's port."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TCP-06",)
EXPECT = Expect("tcp.refused", owner="customer-platform", subject="sensors")


def world(lab: Lab) -> None:
    lab.declare("""
        [dependencies.sensors]
        kind = "mqtt"
        url = "mqtt://app:mqtt-secret-5@10.77.2.2:1883"
    """)
