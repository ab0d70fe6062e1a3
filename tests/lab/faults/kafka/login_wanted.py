"""The listener wants a login, and the app gives none."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.needs import kafka

TAXONOMY: tuple[str, ...] = ("KF-03", "KF-04")
EXPECT = Expect("kafka.security", owner="customer-dba", subject="events")


def world(lab: Lab) -> None:
    lab.serve("kafka_told", mechanisms=["PLAIN"], users={"app": "kafka-secret-7"})
    lab.declare(kafka(topics=["orders"]))
