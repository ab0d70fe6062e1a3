"""The server is of an older version than the oldest that the vendor tests with."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("PG-15",)
EXPECT = Expect("postgres.version_unsupported", owner="vendor-product", subject="database")


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
        tested = ["98", "99"]
    """)
