"""The user's rights are on another database than the app's."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.needs import mongodb
from tests.lab.servers import mongodb as real

TAXONOMY: tuple[str, ...] = ()
EXPECT = Expect("mongodb.auth", owner="customer-dba", subject="documents")


def world(lab: Lab) -> None:
    roles = [{"role": "readWrite", "db": "billing_old"}]
    lab.serve("mongodb", users=[("app", "billing", real.PASSWORD, roles, [])])
    lab.declare(mongodb(real.URL))
