"""A writer, forced read-only by a setting of the database."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("PG-12",)
EXPECT = Expect("postgres.read_only", owner="customer-dba", subject="database")


def world(lab: Lab) -> None:
    lab.postgres(
        sql=[
            "create role app login password 'app-secret'",
            "create database appdb owner app",
            "alter database appdb set default_transaction_read_only = on",
        ]
    )
    lab.declare("""
        [dependencies.database]
        kind = "postgres"
        url = "postgres://app:app-secret@10.77.2.2:5432/appdb"
    """)
