"""The broker advertises a name that only its own network knows."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.needs import kafka

TAXONOMY: tuple[str, ...] = ("KF-02",)
EXPECT = Expect("kafka.advertised_listener", owner="customer-dba", subject="events")


def world(lab: Lab) -> None:
    lab.serve("kafka", advertised="kafka-0.kafka-headless.internal:9092")
    lab.declare(kafka())
