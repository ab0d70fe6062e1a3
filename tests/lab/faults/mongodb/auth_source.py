"""The user is kept in the database admin, and the address does not say so."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.needs import mongodb

TAXONOMY: tuple[str, ...] = ()
EXPECT = Expect("mongodb.auth", owner="customer-dba", subject="documents")


def world(lab: Lab) -> None:
    lab.serve("mongodb_told", users={"admin.app": "mongo-secret-5"})
    lab.declare(mongodb("mongodb://app:mongo-secret-5@10.77.2.2/billing"))
