"""The server has as many connections as it takes."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.servers import nats

TAXONOMY = ("MQ-05",)
EXPECT = Expect("amqp.closed", owner="customer-dba", subject="bus")


def world(lab: Lab) -> None:
    lab.serve("nats", conf=nats.USER + "max_connections: 1\n")
    nats.hold(lab)
    lab.declare("""
        [dependencies.bus]
        kind = "nats"
        url = "nats://app:nats-secret-3@10.77.2.2:4222"
    """)
