"""Something resets every connection at once."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.needs import kafka

TAXONOMY: tuple[str, ...] = ("TCP-11",)
EXPECT = Expect("tcp.reset", subject="events")


def world(lab: Lab) -> None:
    lab.tcp(9092, "rst")
    lab.declare(kafka())
