"""TLS after the greeting, by an authority that the app does not know."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TLS-06",)
EXPECT = Expect("tls.unknown_ca", subject="bus", also=("tls.self_signed",))


def world(lab: Lab) -> None:
    lab.serve("nats", tls=True)
    lab.declare("""
        [dependencies.bus]
        kind = "nats"
        url = "tls://app:nats-secret-3@10.77.2.2:4222"
    """)
