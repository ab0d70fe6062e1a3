"""The server asks for a password and the app has none."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("PG-05",)
EXPECT = Expect("postgres.auth", owner="customer-platform", subject="database")


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
        url = "postgres://app@10.77.2.2:5432/appdb"
    """)
