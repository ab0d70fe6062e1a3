"""PgBouncer itself refuses the password."""

from tests.lab import held
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("PG-01", "PG-30")
EXPECT = Expect("postgres.auth", owner="customer-dba", subject="database")


def world(lab: Lab) -> None:
    lab.postgres(
        sql=[
            "create role app login password 'app-secret'",
            "create database appdb owner app",
        ]
    )
    held.bouncer(lab)
    lab.declare("""
        [dependencies.database]
        kind = "postgres"
        url = "postgres://app:another-word@10.77.2.2:6432/appdb"
    """)
