"""The app's address says tls:// and the server has no TLS."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TLS-17",)
EXPECT = Expect("tls.not_tls", owner="customer-platform", subject="bus")


def world(lab: Lab) -> None:
    lab.serve("nats")
    lab.declare("""
        [dependencies.bus]
        kind = "nats"
        url = "tls://app:nats-secret-3@10.77.2.2:4222"
    """)
