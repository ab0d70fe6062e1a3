"""The name of the database is misspelt; the user is kept in admin."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.needs import mongodb
from tests.lab.servers import mongodb as real

TAXONOMY: tuple[str, ...] = ()
EXPECT = Expect("mongodb.auth", subject="documents")


def world(lab: Lab) -> None:
    roles = [{"role": "readWrite", "db": "billing"}]
    lab.serve("mongodb", users=[("app", "admin", real.PASSWORD, roles, [])])
    lab.declare(mongodb("mongodb://app:mongo-secret-5@10.77.2.2/biling?authSource=admin"))
