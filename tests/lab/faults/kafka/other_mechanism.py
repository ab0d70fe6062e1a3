"""The broker takes SCRAM only, and the app says PLAIN."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.needs import kafka

TAXONOMY: tuple[str, ...] = ("KF-03",)
EXPECT = Expect("kafka.security", owner="customer-dba", subject="events")


def world(lab: Lab) -> None:
    lab.serve("kafka_told", mechanisms=["SCRAM-SHA-256"], users={"app": "kafka-secret-7"})
    lab.declare(kafka(user="app", password="kafka-secret-7", sasl_mechanism="PLAIN"))
