"""The database is there, but takes no connections (datallowconn is off)."""

from tests.lab import needs
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("PG-07",)
EXPECT = Expect("postgres.database_missing", owner="customer-dba", subject="database")


def world(lab: Lab) -> None:
    lab.postgres(sql=[*needs.APP_SQL, "alter database appdb with allow_connections false"])
    lab.declare(needs.postgres())
