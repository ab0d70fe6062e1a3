"""Nothing listens on the bootstrap server's port."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.needs import kafka

TAXONOMY: tuple[str, ...] = ("KF-01",)
EXPECT = Expect("tcp.refused", owner="customer-platform", subject="events")


def world(lab: Lab) -> None:
    lab.declare(kafka())
