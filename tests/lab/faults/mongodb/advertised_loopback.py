"""The app comes in by a relay, and the server, on its own loopback, calls itself 127.0.0.1."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.needs import mongodb
from tests.lab.servers import gateways
from tests.lab.servers import mongodb as real

TAXONOMY: tuple[str, ...] = ("MG-01",)
EXPECT = Expect("mongodb.unavailable", owner="customer-dba", subject="documents")


def world(lab: Lab) -> None:
    lab.serve("mongodb", ip="127.0.0.1", replica_set="rs0")
    rest = "listen l\n mode tcp\n bind 10.77.2.2:27017\n server s1 127.0.0.1:27017\n"
    gateways.haproxy(lab, 27017, rest)
    lab.declare(mongodb(real.URL + "?replicaSet=rs0"))
