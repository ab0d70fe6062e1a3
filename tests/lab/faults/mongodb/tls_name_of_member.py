"""The primary is reached at its own name, which its certificate does not have."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.needs import mongodb
from tests.lab.servers.mongodb_told import member

TAXONOMY: tuple[str, ...] = ("TLS-04",)
EXPECT = Expect("tls.hostname", subject="documents")


def world(lab: Lab) -> None:
    lab.trust()
    members = ["mongo-1.lab.test:27017", "mongo-2.lab.test:27017"]
    for name, ip in zip(members, ["10.77.2.2", "10.77.2.3"]):
        lab.dns.set(name.partition(":")[0], a=[ip])
        hello = member("rs0", members, members[1], me=name)
        lab.serve("mongodb_told", ip=ip, hello=hello, tls=lab.cert("mongo-1.lab.test"))
    lab.declare(mongodb("mongodb://app:mongo-secret-5@mongo-1.lab.test/billing?tls=true"))
