"""A standby, and the app is declared to read only."""

from tests.lab import held
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("PG-11",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    server = lab.postgres(
        sql=[
            "create role app login password 'app-secret'",
            "create database appdb owner app",
        ]
    )
    held.standby(server)
    lab.declare("""
        [dependencies.database]
        kind = "postgres"
        url = "postgres://app:app-secret@10.77.2.2:5432/appdb"
        read_only = true
    """)
