"""Fewer replicas are in sync than the app's producer asks for."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.needs import kafka
from tests.lab.servers.kafka_told import Topic

TAXONOMY: tuple[str, ...] = ()
EXPECT = Expect("kafka.cluster", owner="customer-dba", subject="events")


def world(lab: Lab) -> None:
    lab.serve("kafka_told", topics={"orders": Topic(((1, (1, 2, 3), (1,)),))})
    lab.declare(kafka(topics=["orders"], min_in_sync=2))
