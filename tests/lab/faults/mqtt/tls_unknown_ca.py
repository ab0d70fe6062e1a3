"""mqtts://, and the app does not know the authority."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TLS-06",)
EXPECT = Expect("tls.unknown_ca", subject="sensors", also=("tls.self_signed",))


def world(lab: Lab) -> None:
    lab.serve("mqtt", tls=True, port=8883)
    lab.declare("""
        [dependencies.sensors]
        kind = "mqtt"
        url = "mqtts://app:mqtt-secret-5@10.77.2.2:8883"
    """)
