"""The address leads to one member only, which is not the primary, and the app writes."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.needs import mongodb
from tests.lab.servers.mongodb_told import member

TAXONOMY: tuple[str, ...] = ("MG-01",)
EXPECT = Expect("mongodb.unavailable", owner="customer-dba", subject="documents")


def world(lab: Lab) -> None:
    members = ["10.77.2.2:27017", "10.77.2.3:27017"]
    for me in members:
        lab.serve("mongodb_told", ip=me[:9], hello=member("rs0", members, members[1], me=me))
    lab.declare(mongodb("mongodb://app:mongo-secret-5@10.77.2.2/billing?directConnection=true"))
