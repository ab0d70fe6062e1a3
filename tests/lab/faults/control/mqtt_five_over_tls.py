"""MQTT 5 over TLS, with an authority that the app trusts."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("MQ-02",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.serve("mqtt", tls=True, port=8883)
    lab.trust()
    lab.declare("""
        [dependencies.sensors]
        kind = "mqtt"
        url = "mqtts://app:mqtt-secret-5@10.77.2.2"
        protocol = "5"
        topics = ["sensors/#"]
    """)
