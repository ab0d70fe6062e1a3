"""Nothing fails yet, but the app's pools need more connections than the server will ever give."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("PG-08",)
EXPECT = Expect("postgres.too_many_connections", owner="customer-dba", subject="database")


def world(lab: Lab) -> None:
    lab.postgres(
        conf="max_connections = 20",
        sql=[
            "create role app login password 'app-secret'",
            "create database appdb owner app",
        ],
    )
    lab.declare("""
        [dependencies.database]
        kind = "postgres"
        url = "postgres://app:app-secret@10.77.2.2:5432/appdb"
        pool_size = 10
        processes = 4
    """)
