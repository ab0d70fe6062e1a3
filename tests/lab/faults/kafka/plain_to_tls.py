"""A listener with TLS, and the app speaks plainly."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.needs import kafka

TAXONOMY: tuple[str, ...] = ("KF-03",)
EXPECT = Expect("tls.not_tls", owner="customer-platform", subject="events")


def world(lab: Lab) -> None:
    lab.dns.set("kafka.lab.test", a=[lab.SVC])
    lab.serve("kafka_told", brokers=((1, "kafka.lab.test", 9092),), tls=lab.cert("kafka.lab.test"))
    lab.declare(kafka("kafka://kafka.lab.test:9092"))
