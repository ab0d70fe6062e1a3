"""The user may not even see the topic."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.needs import kafka
from tests.lab.servers.kafka_told import Topic

TAXONOMY: tuple[str, ...] = ("KF-04",)
EXPECT = Expect("kafka.security", owner="customer-dba", subject="events")


def world(lab: Lab) -> None:
    lab.serve(
        "kafka_told",
        topics={"orders": Topic((), error=29)},
        mechanisms=["PLAIN"],
        users={"app": "kafka-secret-7"},
    )
    lab.declare(kafka(user="app", password="kafka-secret-7", topics=["orders"]))
