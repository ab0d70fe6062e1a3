"""pg_hba.conf wants ident, which nobody answers."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("PG-04",)
EXPECT = Expect("postgres.auth", owner="customer-dba", subject="database")


def world(lab: Lab) -> None:
    lab.postgres(
        hba="host all all all ident\n",
        sql=[
            "create role app login password 'app-secret'",
            "create database appdb owner app",
        ],
    )
    lab.declare("""
        [dependencies.database]
        kind = "postgres"
        url = "postgres://app:app-secret@10.77.2.2:5432/appdb"
    """)
