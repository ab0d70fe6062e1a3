"""Three brokers advertise 127.0.0.1 and ports of their own; the app comes in by a relay."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.needs import kafka

TAXONOMY: tuple[str, ...] = ("KF-02",)
EXPECT = Expect("kafka.advertised_listener", owner="customer-dba", subject="events")


def world(lab: Lab) -> None:
    lab.serve("kafka_mock", relay=9092)
    lab.declare(kafka())
