"""Other programs hold so many connections that the app's pools do not fit any more."""

from tests.lab import held
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("PG-08",)
EXPECT = Expect("postgres.too_many_connections", owner="customer-dba", subject="database")


def world(lab: Lab) -> None:
    lab.postgres(
        conf="max_connections = 25",
        sql=[
            "create role app login password 'app-secret'",
            "create role other login password 'x'",
            "create database appdb owner app",
        ],
    )
    held.sessions(lab, 15, "other", "x")
    lab.declare("""
        [dependencies.database]
        kind = "postgres"
        url = "postgres://app:app-secret@10.77.2.2:5432/appdb"
        pool_size = 5
        processes = 2
    """)
