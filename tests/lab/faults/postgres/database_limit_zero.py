"""The database's own connection limit is 0, as during maintenance."""

from tests.lab import needs
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("PG-08",)
EXPECT = Expect("postgres.too_many_connections", owner="customer-dba", subject="database")


def world(lab: Lab) -> None:
    lab.postgres(sql=[*needs.APP_SQL, "alter database appdb connection limit 0"])
    lab.declare(needs.postgres())
