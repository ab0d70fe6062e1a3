"""The broker advertises a port that is not published."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.needs import kafka

TAXONOMY: tuple[str, ...] = ("KF-02",)
EXPECT = Expect("kafka.advertised_listener", owner="customer-dba", subject="events")


def world(lab: Lab) -> None:
    lab.dns.set("kafka.lab.test", a=[lab.SVC])
    lab.serve("kafka", advertised="kafka.lab.test:19092")
    lab.declare(kafka("kafka://kafka.lab.test:9092", topics=["orders"]))
