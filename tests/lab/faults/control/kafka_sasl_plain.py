"""A login by PLAIN at a broker that says it is old, and is one that the app is tested with."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.needs import kafka
from tests.lab.servers.kafka_told import Topic

TAXONOMY: tuple[str, ...] = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.serve("kafka_told", mechanisms=["PLAIN"], users={"app": "kafka-secret-7"}, topics={"orders": Topic()},
              versions={0: 5, 1: 6, 2: 2, 3: 5, 8: 3, 15: 1, 17: 1, 18: 1, 36: 0})  # fmt: skip
    lab.declare(
        kafka("SASL_PLAINTEXT://app:kafka-secret-7@10.77.2.2:9092", topics=["orders"], tested=["1.0"])
    )
