"""What listens on Kafka's port is mute."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.needs import kafka

TAXONOMY: tuple[str, ...] = ("TCP-13",)
EXPECT = Expect("tcp.mute", owner="customer-platform", subject="events")


def world(lab: Lab) -> None:
    lab.tcp(9092, "mute")
    lab.declare(kafka())
