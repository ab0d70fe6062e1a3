"""A database on the same host, by its Unix socket, with trust."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("PG-06",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    server = lab.postgres(
        hba="local all all trust\n",
        sql=[
            "create role app login password 'app-secret'",
            "create database appdb owner app",
        ],
    )
    lab.declare(f"""
        [dependencies.database]
        kind = "postgres"
        url = "postgres://app@/appdb?host={server.folder}"
    """)
