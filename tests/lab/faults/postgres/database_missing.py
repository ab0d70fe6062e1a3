"""The login is right, but there is no such database."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("PG-07",)
EXPECT = Expect("postgres.database_missing", owner="customer-dba", subject="database")


def world(lab: Lab) -> None:
    lab.postgres(
        sql=[
            "create role app login password 'app-secret'",
            "create database appdb owner app",
        ]
    )
    lab.declare("""
        [dependencies.database]
        kind = "postgres"
        url = "postgres://app:app-secret@10.77.2.2:5432/billing"
    """)
