"""The bootstrap server's name does not exist."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.needs import kafka

TAXONOMY: tuple[str, ...] = ("KF-01", "DNS-01")
EXPECT = Expect("dns.nxdomain", subject="events")


def world(lab: Lab) -> None:
    lab.declare(kafka("kafka://kafka.lab.test:9092"))
