"""Not the server but the role is set to read-only transactions."""

from tests.lab import needs
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("PG-12",)
EXPECT = Expect("postgres.read_only", owner="customer-dba", subject="database")


def world(lab: Lab) -> None:
    lab.postgres(sql=[*needs.APP_SQL, "alter role app set default_transaction_read_only = on"])
    lab.declare(needs.postgres())
