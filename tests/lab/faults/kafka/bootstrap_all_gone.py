"""None of three bootstrap servers can be reached."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.needs import kafka

TAXONOMY: tuple[str, ...] = ("KF-01",)
EXPECT = Expect("tcp.refused", subject="events")


def world(lab: Lab) -> None:
    for number in (1, 2, 3):
        lab.dns.set(f"kafka-{number}.lab.test", a=[f"10.77.2.{number + 1}"])
    lab.declare(kafka("kafka-1.lab.test:9092,kafka-2.lab.test:9092,kafka-3.lab.test:9092"))
