"""pg_hba.conf has lines for other networks only."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("PG-06",)
EXPECT = Expect("postgres.hba", owner="customer-dba", subject="database")


def world(lab: Lab) -> None:
    lab.postgres(
        hba="host all all 192.168.0.0/16 scram-sha-256\n",
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
