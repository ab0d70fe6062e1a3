"""The role's password is no longer valid; the server's text is that of a wrong password."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("PG-03",)
EXPECT = Expect("postgres.auth", owner="customer-dba", subject="database")


def world(lab: Lab) -> None:
    lab.postgres(
        sql=[
            "create role app login password 'app-secret' valid until '2020-01-01'",
            "create database appdb owner app",
        ]
    )
    lab.declare("""
        [dependencies.database]
        kind = "postgres"
        url = "postgres://app:app-secret@10.77.2.2:5432/appdb"
    """)
