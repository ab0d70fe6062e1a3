"""A partition has no leader: the broker that held it is gone."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.needs import kafka
from tests.lab.servers.kafka_told import Topic

TAXONOMY: tuple[str, ...] = ()
EXPECT = Expect("kafka.cluster", owner="customer-dba", subject="events")


def world(lab: Lab) -> None:
    parts = ((1, (1, 2), (1,)), (-1, (2,), ()))
    lab.serve("kafka_told", topics={"orders": Topic(parts)})
    lab.declare(kafka(topics=["orders"]))
