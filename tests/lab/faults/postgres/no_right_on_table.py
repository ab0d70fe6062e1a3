"""The table is there, but belongs to somebody else, and the app's role may not read it."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("PG-19",)
SREGYM = "revoke_auth"
EXPECT = Expect("postgres.permission", owner="customer-dba", subject="database")


def world(lab: Lab) -> None:
    lab.postgres(
        sql=[
            "create role app login password 'app-secret'",
            "create database appdb owner app",
            "\\c appdb",
            "create table invoices(id int)",
        ]
    )
    lab.declare("""
        [dependencies.database]
        kind = "postgres"
        url = "postgres://app:app-secret@10.77.2.2:5432/appdb"
        tables = ["invoices"]
    """)
