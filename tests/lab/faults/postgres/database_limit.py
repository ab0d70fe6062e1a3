"""The database's own connection limit is smaller than the app's pools."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("PG-08",)
EXPECT = Expect("postgres.too_many_connections", owner="customer-dba", subject="database")


def world(lab: Lab) -> None:
    lab.postgres(
        sql=[
            "create role app login password 'app-secret'",
            "create database appdb owner app",
            "alter database appdb connection limit 5",
        ]
    )
    lab.declare("""
        [dependencies.database]
        kind = "postgres"
        url = "postgres://app:app-secret@10.77.2.2:5432/appdb"
        pool_size = 5
        processes = 2
    """)
