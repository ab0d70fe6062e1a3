"""A broker without login, and the topics that the app needs."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.needs import kafka

TAXONOMY: tuple[str, ...] = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.dns.set("kafka.lab.test", a=[lab.SVC])
    lab.serve("kafka", advertised="kafka.lab.test:9092", topics={"orders": 3})
    lab.declare(kafka("kafka://kafka.lab.test:9092", topics=["orders"]))
