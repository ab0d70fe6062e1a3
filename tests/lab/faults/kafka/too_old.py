"""The broker is older than what the app is tested with."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.needs import kafka

TAXONOMY: tuple[str, ...] = ("APP-06",)
EXPECT = Expect("app.unsupported", subject="events")


def world(lab: Lab) -> None:
    lab.serve("kafka_told", versions={0: 3, 1: 5, 2: 2, 3: 4, 8: 3, 17: 1, 18: 1, 36: 0})
    lab.declare(kafka(tested=["2.8", "3.6"]))
