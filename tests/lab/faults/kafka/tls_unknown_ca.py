"""The listener's certificate is of an authority that the app does not know."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.needs import kafka

TAXONOMY: tuple[str, ...] = ("TLS-06",)
EXPECT = Expect("tls.unknown_ca", subject="events", also=("tls.self_signed",))


def world(lab: Lab) -> None:
    lab.dns.set("kafka.lab.test", a=[lab.SVC])
    lab.serve("kafka_told", brokers=((1, "kafka.lab.test", 9092),), tls=lab.cert("kafka.lab.test"))
    lab.declare(kafka("kafka://kafka.lab.test:9092", security_protocol="SSL"))
