"""A topic is missing, and the licence has run out."""

from __future__ import annotations

import json

from tests.lab import needs
from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.licences import day, declared, licence
from tests.lab.servers.kafka_told import Topic

TAXONOMY: tuple[str, ...] = ("KF-05", "APP-05")
EXPECT = Expect(causes=("kafka.topic", "app.license"))


def world(lab: Lab) -> None:
    lab.serve("kafka_told", topics={"orders": Topic()})
    path = licence(lab, json.dumps({"licensee": "Example Corp", "license": {"expires": day(-3)}}))
    lab.declare(needs.kafka(topics=["orders", "refunds"]) + declared(path))
