"""A version between two that the vendor tests with."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("PG-15",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.postgres(
        sql=[
            "create role app login password 'app-secret'",
            "create database appdb owner app",
        ]
    )
    lab.declare("""
        [dependencies.database]
        kind = "postgres"
        url = "postgres://app:app-secret@10.77.2.2:5432/appdb"
        tested = ["12", "17"]
        pool_size = 5
        processes = 2
    """)
