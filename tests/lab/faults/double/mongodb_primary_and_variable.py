"""A set without a primary, and a variable that is missing."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.needs import mongodb
from tests.lab.servers.mongodb_told import member

TAXONOMY: tuple[str, ...] = ("MG-01", "CFG-01")
EXPECT = Expect(causes=("mongodb.unavailable", "config.env_missing"))


def world(lab: Lab) -> None:
    lab.serve("mongodb_told", hello=member("rs0", ["10.77.2.2:27017"]))
    lab.declare(
        "[env.API_TOKEN]\nrequired = true\nsecret = true\n"
        + mongodb("mongodb://app:mongo-secret-5@10.77.2.2/billing?replicaSet=rs0")
    )
