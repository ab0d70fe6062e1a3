"""The user may only read, and the app writes."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.needs import mongodb
from tests.lab.servers import mongodb as real

TAXONOMY: tuple[str, ...] = ()
EXPECT = Expect("mongodb.auth", owner="customer-dba", subject="documents")


def world(lab: Lab) -> None:
    lab.serve("mongodb", users=[("app", "billing", real.PASSWORD, ["read"], [])])
    lab.declare(mongodb(real.URL))
