"""The primary's port is refused by a firewall with an ICMP message."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.needs import mongodb
from tests.lab.servers.mongodb_told import member

TAXONOMY: tuple[str, ...] = ("MG-01",)
EXPECT = Expect("mongodb.unavailable", owner="customer-network", subject="documents")


def world(lab: Lab) -> None:
    members = ["m1.lab.test:27017", "m2.lab.test:27018"]
    lab.dns.set("m1.lab.test", a=["10.77.2.2"])
    lab.dns.set("m2.lab.test", a=["10.77.2.3"])
    lab.serve("mongodb_told", hello=member("rs0", members, members[1]))
    lab.serve(
        "mongodb_told", ip="10.77.2.3", port=27018, hello=member("rs0", members, members[1], me=members[1])
    )
    lab.firewall("ip daddr 10.77.2.3 reject with icmpx admin-prohibited")
    lab.declare(mongodb("mongodb://app:mongo-secret-5@m1.lab.test/billing?replicaSet=rs0"))
