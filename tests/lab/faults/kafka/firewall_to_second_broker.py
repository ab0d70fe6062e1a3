"""The firewall is open to the bootstrap server only; the second broker is behind it."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.needs import kafka

TAXONOMY: tuple[str, ...] = ("KF-02",)
EXPECT = Expect("kafka.advertised_listener", owner="customer-network", subject="events")


def world(lab: Lab) -> None:
    lab.dns.set("kafka-1.lab.test", a=[lab.SVC])
    lab.dns.set("kafka-2.lab.test", a=["10.77.2.3"])
    both = ((1, "kafka-1.lab.test", 9092), (2, "kafka-2.lab.test", 9092))
    lab.serve("kafka_told", brokers=both)
    lab.serve("kafka_told", brokers=both, ip="10.77.2.3")
    lab.firewall("ip daddr 10.77.2.3 tcp dport 9092 drop")
    lab.declare(kafka("kafka://kafka-1.lab.test:9092"))
