"""The server is up, but lets nobody in: it recovers, and hot standby is off."""

from tests.lab import held
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("PG-10",)
EXPECT = Expect("postgres.starting", owner="customer-dba", subject="database")


def world(lab: Lab) -> None:
    server = lab.postgres(
        sql=[
            "create role app login password 'app-secret'",
            "create database appdb owner app",
        ]
    )
    held.closed_standby(server)
    lab.declare("""
        [dependencies.database]
        kind = "postgres"
        url = "postgres://app:app-secret@10.77.2.2:5432/appdb"
    """)
