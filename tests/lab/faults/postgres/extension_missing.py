"""An extension that the app needs has not been created."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("PG-16", "PG-17")
EXPECT = Expect("postgres.extension_missing", owner="customer-dba", subject="database")


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
        url = "postgres://app:app-secret@10.77.2.2:5432/appdb"
        extensions = ["vector"]
    """)
