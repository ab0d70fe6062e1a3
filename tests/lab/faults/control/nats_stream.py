"""NATS with JetStream and the stream that the app needs."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.servers import nats

TAXONOMY = ("MQ-03",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.serve("nats", jetstream=True)
    config = '{"name": "ORDERS", "subjects": ["orders"], "max_msgs": 2, "discard": "old", "storage": "file"}'
    nats.stream(lab, config, "first", "second")
    lab.declare("""
        [dependencies.bus]
        kind = "nats"
        url = "nats://app:nats-secret-3@10.77.2.2:4222"
        streams = ["ORDERS"]
        subjects = ["orders", "mails.*"]
        tested = ["2.9"]
    """)
