"""The broker advertises an address to which packets vanish."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.needs import kafka

TAXONOMY: tuple[str, ...] = ("KF-02",)
EXPECT = Expect("kafka.advertised_listener", owner="customer-dba", subject="events")


def world(lab: Lab) -> None:
    lab.serve("kafka", advertised="10.77.2.4:9092")
    lab.firewall("ip daddr 10.77.2.4 drop")
    lab.declare(kafka())
