"""Redis answers on Kafka's port."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.needs import kafka

TAXONOMY: tuple[str, ...] = ("TCP-14",)
EXPECT = Expect("tcp.wrong_service", subject="events")


def world(lab: Lab) -> None:
    lab.redis(9092)
    lab.declare(kafka())
