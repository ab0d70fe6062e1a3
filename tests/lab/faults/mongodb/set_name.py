"""The set has another name than the address says."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.needs import mongodb
from tests.lab.servers import mongodb as real

TAXONOMY: tuple[str, ...] = ("MG-01",)
EXPECT = Expect("mongodb.unavailable", owner="customer-dba", subject="documents")


def world(lab: Lab) -> None:
    lab.serve("mongodb", replica_set="rs0")
    lab.declare(mongodb(real.URL + "?replicaSet=rs1"))
