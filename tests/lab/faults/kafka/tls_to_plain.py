"""The app's security protocol is SSL, and the listener is without TLS."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.needs import kafka

TAXONOMY: tuple[str, ...] = ("KF-03",)
EXPECT = Expect("tls.not_tls", owner="customer-platform", subject="events")


def world(lab: Lab) -> None:
    lab.serve("kafka")
    lab.declare(kafka(security_protocol="SSL"))
