"""The role exists, but may not log in."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("PG-04",)
EXPECT = Expect("postgres.auth", owner="customer-dba", subject="database")


def world(lab: Lab) -> None:
    lab.postgres(
        sql=[
            "create role app login password 'app-secret'",
            "alter role app nologin",
            "create database appdb owner app",
        ]
    )
    lab.declare("""
        [dependencies.database]
        kind = "postgres"
        url = "postgres://app:app-secret@10.77.2.2:5432/appdb"
    """)
