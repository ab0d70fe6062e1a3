"""The role's statements may take a millisecond."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("PG-20",)
EXPECT = Expect("postgres.statement_timeout", subject="database")


def world(lab: Lab) -> None:
    lab.postgres(
        sql=[
            "create role app login password 'app-secret'",
            "alter role app set statement_timeout = 1",
            "create database appdb owner app",
        ]
    )
    lab.declare("""
        [dependencies.database]
        kind = "postgres"
        url = "postgres://app:app-secret@10.77.2.2:5432/appdb"
    """)
