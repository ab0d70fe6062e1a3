"""The server was started as a member of a set that was never initiated."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.needs import mongodb

TAXONOMY: tuple[str, ...] = ("MG-01",)
EXPECT = Expect("mongodb.unavailable", owner="customer-dba", subject="documents")


def world(lab: Lab) -> None:
    said = {"isWritablePrimary": False, "secondary": False, "isreplicaset": True,
            "info": "Does not have a valid replica set config"}  # fmt: skip
    lab.serve("mongodb_told", hello=said, users={})
    lab.declare(mongodb("mongodb://10.77.2.2/billing?replicaSet=rs0"))
