"""The certificate names the bootstrap server, and not the name that the broker advertises."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.needs import kafka

TAXONOMY: tuple[str, ...] = ("TLS-04",)
EXPECT = Expect("tls.hostname", subject="events")


def world(lab: Lab) -> None:
    lab.dns.set("kafka.lab.test", a=[lab.SVC])
    lab.dns.set("broker-1.lab.test", a=[lab.SVC])
    lab.trust()
    lab.serve("kafka_told", brokers=((1, "broker-1.lab.test", 9092),), tls=lab.cert("kafka.lab.test"))
    lab.declare(kafka("kafka://kafka.lab.test:9092", security_protocol="SSL"))
