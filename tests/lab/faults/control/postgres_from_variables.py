"""The URL leaves out what the app's environment says: PGPASSWORD and PGSSLMODE."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("PG-05",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.postgres(
        sql=[
            "create role app login password 'app-secret'",
            "create database appdb owner app",
        ]
    )
    lab.env.update(PGPASSWORD="app-secret", PGSSLMODE="disable")
    lab.declare("""
        [dependencies.database]
        kind = "postgres"
        url = "postgres://app@10.77.2.2:5432/appdb"
    """)
