"""All of the server's connections are taken by others."""

from tests.lab import held
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("PG-08",)
EXPECT = Expect("postgres.too_many_connections", owner="customer-dba", subject="database")


def world(lab: Lab) -> None:
    lab.postgres(
        conf="max_connections = 8",
        sql=[
            "create role app login password 'app-secret'",
            "create role other login password 'x'",
            "create database appdb owner app",
        ],
    )
    held.sessions(lab, 5, "other", "x")
    lab.declare("""
        [dependencies.database]
        kind = "postgres"
        url = "postgres://app:app-secret@10.77.2.2:5432/appdb"
    """)
