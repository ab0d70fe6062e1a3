"""The first of two hosts of the address is gone; the second is the primary."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.needs import mongodb
from tests.lab.servers.mongodb_told import member

TAXONOMY: tuple[str, ...] = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    members = ["10.77.2.3:27017", "10.77.2.2:27017"]
    lab.serve("mongodb_told", hello=member("rs0", members, members[1], me=members[1]))
    lab.declare(mongodb("mongodb://app:mongo-secret-5@10.77.2.3,10.77.2.2/billing?replicaSet=rs0"))
