"""An HTTP server answers on the broker's port."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TCP-14",)
EXPECT = Expect("tcp.wrong_service", owner="customer-platform", subject="sensors")


def world(lab: Lab) -> None:
    lab.http(1883)
    lab.declare("""
        [dependencies.sensors]
        kind = "mqtt"
        url = "mqtt://app:mqtt-secret-5@10.77.2.2:1883"
    """)
