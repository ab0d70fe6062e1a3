"""The cluster has no controller."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.needs import kafka

TAXONOMY: tuple[str, ...] = ()
EXPECT = Expect("kafka.cluster", owner="customer-dba", subject="events")


def world(lab: Lab) -> None:
    lab.serve("kafka_told", controller=-1)
    lab.declare(kafka())
