"""The broker speaks TLS only, and the app's address says mqtt://."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TLS-16",)
EXPECT = Expect("tls.not_tls", owner="customer-platform", subject="sensors")


def world(lab: Lab) -> None:
    lab.serve("mqtt", tls=True)
    lab.declare("""
        [dependencies.sensors]
        kind = "mqtt"
        url = "mqtt://app:mqtt-secret-5@10.77.2.2:1883"
    """)
