"""The user has a password for SCRAM-SHA-1 only, and the address asks for SCRAM-SHA-256."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.needs import mongodb
from tests.lab.servers import mongodb as real

TAXONOMY: tuple[str, ...] = ()
EXPECT = Expect("mongodb.auth", owner="customer-dba", subject="documents")


def world(lab: Lab) -> None:
    lab.serve("mongodb", users=[("app", "billing", real.PASSWORD, ["readWrite"], ["SCRAM-SHA-1"])])
    lab.declare(mongodb(real.URL + "?authMechanism=SCRAM-SHA-256"))
