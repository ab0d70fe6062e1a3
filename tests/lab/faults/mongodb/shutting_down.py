"""The server is shutting down."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.needs import mongodb

TAXONOMY: tuple[str, ...] = ("MG-01",)
EXPECT = Expect("mongodb.unavailable", owner="customer-dba", subject="documents")


def world(lab: Lab) -> None:
    gone = (91, "The server is in quiesce mode and will shut down")
    lab.serve("mongodb_told", errors={"hello": gone, "isMaster": gone})
    lab.declare(mongodb("mongodb://app:mongo-secret-5@10.77.2.2/billing"))
