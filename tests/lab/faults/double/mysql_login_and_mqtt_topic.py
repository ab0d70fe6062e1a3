"""The database refuses the password, and the broker a topic."""

from __future__ import annotations

from tests.lab import needs
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY: tuple[str, ...] = ("MY-01", "MQ-02")
EXPECT = Expect(causes=("mysql.auth", "amqp.auth"))


def world(lab: Lab) -> None:
    lab.serve("mysql")
    lab.serve("mqtt")
    sensors = needs.need(
        "mqtt", "sensors", url="mqtt://app:mqtt-secret-5@10.77.2.2:1883", topics=["alarms/#"]
    )
    lab.declare(needs.need("mysql", "database", url="mysql://app:other-word-3@10.77.2.2/appdb") + sensors)
