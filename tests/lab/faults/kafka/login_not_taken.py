"""The app logs in at a listener that takes no login."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.needs import kafka

TAXONOMY: tuple[str, ...] = ("KF-03",)
EXPECT = Expect("kafka.security", owner="customer-dba", subject="events")


def world(lab: Lab) -> None:
    lab.serve("kafka_told")
    lab.declare(kafka(user="app", password="kafka-secret-7"))
