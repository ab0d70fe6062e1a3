"""The role may log in, but has no right to connect to this database."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("PG-19",)
EXPECT = Expect("postgres.permission", owner="customer-dba", subject="database")


def world(lab: Lab) -> None:
    lab.postgres(
        sql=[
            "create role app login password 'app-secret'",
            "create database appdb",
            "revoke connect on database appdb from public",
        ]
    )
    lab.declare("""
        [dependencies.database]
        kind = "postgres"
        url = "postgres://app:app-secret@10.77.2.2:5432/appdb"
    """)
