"""The server trusts the app's network and asks for no password."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("PG-05",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.postgres(
        hba="host all all all trust\n",
        sql=[
            "create role app login password 'app-secret'",
            "create database appdb owner app",
        ],
    )
    lab.declare("""
        [dependencies.database]
        kind = "postgres"
        url = "postgres://app@10.77.2.2:5432/appdb"
    """)
