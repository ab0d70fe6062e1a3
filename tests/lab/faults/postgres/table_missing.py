"""A table that the app needs is not there: the migration has not been run."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("PG-13",)
EXPECT = Expect("postgres.schema_missing", owner="vendor-engineering", subject="database")


def world(lab: Lab) -> None:
    lab.postgres(
        sql=[
            "create role app login password 'app-secret'",
            "create database appdb owner app",
            "\\c appdb",
            "set role app",
            "create table invoices(id int)",
        ]
    )
    lab.declare("""
        [dependencies.database]
        kind = "postgres"
        url = "postgres://app:app-secret@10.77.2.2:5432/appdb"
        tables = ["invoices", "orders"]
    """)
