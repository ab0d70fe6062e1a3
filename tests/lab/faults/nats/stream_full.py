"""The stream is full and takes nothing new."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.servers import nats

TAXONOMY = ("MQ-04",)
EXPECT = Expect("amqp.blocked", owner="customer-dba", subject="bus")


def world(lab: Lab) -> None:
    lab.serve("nats", jetstream=True)
    config = '{"name": "ORDERS", "subjects": ["orders"], "max_msgs": 2, "discard": "new", "storage": "file"}'
    nats.stream(lab, config, "first", "second")
    lab.declare("""
        [dependencies.bus]
        kind = "nats"
        url = "nats://app:nats-secret-3@10.77.2.2:4222"
        streams = ["ORDERS"]
    """)
