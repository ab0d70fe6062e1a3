"""One of three brokers advertises a name that does not resolve here."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.needs import kafka

TAXONOMY: tuple[str, ...] = ("KF-02",)
EXPECT = Expect("kafka.advertised_listener", owner="customer-dba", subject="events")


def world(lab: Lab) -> None:
    lab.serve(
        "kafka_told", brokers=((1, lab.SVC, 9092), (2, lab.SVC, 9093), (3, "broker-3.cluster.local", 9092))
    )
    lab.serve("kafka_told", port=9093)
    lab.declare(kafka())
