"""The certificate does not name the host of the app's settings."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.needs import kafka

TAXONOMY: tuple[str, ...] = ("TLS-04",)
EXPECT = Expect("tls.hostname", subject="events")


def world(lab: Lab) -> None:
    lab.dns.set("kafka.lab.test", a=[lab.SVC])
    lab.trust()
    lab.serve("kafka_told", brokers=((1, "kafka.lab.test", 9092),), tls=lab.cert("broker.internal"))
    lab.declare(kafka("kafka://kafka.lab.test:9092", security_protocol="SSL"))
