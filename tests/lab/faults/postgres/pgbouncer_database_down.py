"""PgBouncer lets the app in, but the database behind it is not there."""

from tests.lab import held
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("PG-30",)
EXPECT = Expect("postgres.pooler", owner="customer-dba", subject="database")


def world(lab: Lab) -> None:
    held.bouncer(lab, port=5999)
    lab.declare("""
        [dependencies.database]
        kind = "postgres"
        url = "postgres://app:app-secret@10.77.2.2:6432/appdb"
    """)
