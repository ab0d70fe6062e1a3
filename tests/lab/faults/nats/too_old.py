"""The server is older than what the app is tested with."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("MQ-05",)
EXPECT = Expect("app.unsupported", subject="bus")


def world(lab: Lab) -> None:
    lab.serve("nats")
    lab.declare("""
        [dependencies.bus]
        kind = "nats"
        url = "nats://app:nats-secret-3@10.77.2.2:4222"
        tested = ["2.10"]
    """)
