"""Kafka, NATS and MQTT side by side, with topics and streams."""

from __future__ import annotations

from tests.lab import needs
from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.servers import nats
from tests.lab.servers.kafka_told import Topic

TAXONOMY: tuple[str, ...] = ()
EXPECT = Expect(healthy=True)


STREAM = '{"name": "ORDERS", "subjects": ["orders"], "max_msgs": 9, "discard": "old", "storage": "file"}'


def world(lab: Lab) -> None:
    lab.serve("kafka_told", topics={"orders": Topic()})
    lab.serve("mqtt")
    lab.serve("nats", jetstream=True)
    nats.stream(lab, STREAM, "one")
    sensors = "mqtt://app:mqtt-secret-5@10.77.2.2:1883"
    lab.declare(
        needs.kafka(topics=["orders"])
        + needs.need("mqtt", "sensors", url=sensors, topics=["sensors/#"])
        + needs.need("nats", "bus", url="nats://app:nats-secret-3@10.77.2.2", streams=["ORDERS"])
    )
