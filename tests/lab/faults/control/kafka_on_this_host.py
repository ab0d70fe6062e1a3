"""Three brokers on the app's own host advertise the loopback, and that is right."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.needs import kafka

TAXONOMY: tuple[str, ...] = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    places = lab.serve("kafka_mock", topics=["orders"], on_app=True)
    lab.declare(kafka(",".join(places), topics=["orders"], group="billing"))
