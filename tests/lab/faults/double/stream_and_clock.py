"""A stream is missing, and the clock is twenty minutes behind."""

from __future__ import annotations

from tests.lab import needs
from tests.lab.expect import Expect
from tests.lab.lab import Lab, Outcome

TAXONOMY: tuple[str, ...] = ("MQ-03", "TIME-01")
EXPECT = Expect(causes=("amqp.precondition", "clock.skew"))


def world(lab: Lab) -> None:
    lab.serve("nats", jetstream=True)
    lab.http(8080)
    bus = needs.need("nats", "bus", url="nats://app:nats-secret-3@10.77.2.2:4222", streams=["ORDERS"])
    lab.declare(bus + needs.http("http://10.77.2.2:8080/ping"))


def run(lab: Lab) -> Outcome:
    return lab.self_test(faketime="-20m")
