"""The app's address says mqtts:// and the broker's port has no TLS."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TLS-17",)
EXPECT = Expect("tls.not_tls", owner="customer-platform", subject="sensors")


def world(lab: Lab) -> None:
    lab.serve("mqtt")
    lab.declare("""
        [dependencies.sensors]
        kind = "mqtt"
        url = "mqtts://app:mqtt-secret-5@10.77.2.2:1883"
    """)
