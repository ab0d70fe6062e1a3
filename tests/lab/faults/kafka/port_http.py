"""A web server answers on Kafka's port."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.needs import kafka

TAXONOMY: tuple[str, ...] = ("TCP-14",)
EXPECT = Expect("tcp.wrong_service", owner="customer-platform", subject="events")


def world(lab: Lab) -> None:
    lab.http(9092, body="hello")
    lab.declare(kafka())
