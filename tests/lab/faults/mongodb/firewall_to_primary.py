"""The firewall is open to the first member only; the primary is behind it."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.needs import mongodb
from tests.lab.servers.mongodb_told import member

TAXONOMY: tuple[str, ...] = ("MG-01",)
EXPECT = Expect("mongodb.unavailable", owner="customer-network", subject="documents")


def world(lab: Lab) -> None:
    members = ["mongo-1.lab.test:27017", "mongo-2.lab.test:27017"]
    for name, ip in zip(members, ["10.77.2.2", "10.77.2.3"]):
        lab.dns.set(name.partition(":")[0], a=[ip])
        lab.serve("mongodb_told", ip=ip, hello=member("rs0", members, members[1], me=name))
    lab.firewall("ip daddr 10.77.2.3 tcp dport 27017 drop")
    lab.declare(mongodb("mongodb://app:mongo-secret-5@mongo-1.lab.test/billing"))
