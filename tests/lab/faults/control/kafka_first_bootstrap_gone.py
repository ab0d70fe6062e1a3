"""The first of two bootstrap servers is gone; clients take the second."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.needs import kafka

TAXONOMY: tuple[str, ...] = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.serve("kafka")
    lab.declare(kafka("10.77.2.3:9092,10.77.2.2:9092"))
