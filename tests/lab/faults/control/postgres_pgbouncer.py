"""A healthy database behind PgBouncer; the pools are larger than the database's own limit."""

from tests.lab import held
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("PG-30",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.postgres(
        conf="max_connections = 10",
        sql=[
            "create role app login password 'app-secret'",
            "create database appdb owner app",
        ],
    )
    held.bouncer(lab, settings="pool_mode = transaction")
    lab.declare("""
        [dependencies.database]
        kind = "postgres"
        url = "postgres://app:app-secret@10.77.2.2:6432/appdb"
        pool_size = 10
        processes = 4
        tested = ["14", "16"]
    """)
