"""The topic that the app needs does not exist."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.needs import kafka

TAXONOMY: tuple[str, ...] = ("KF-05",)
EXPECT = Expect("kafka.topic", subject="events")


def world(lab: Lab) -> None:
    lab.serve("kafka", topics={"orders": 2})
    lab.declare(kafka(topics=["orders", "invoices"]))
