"""pg_hba.conf lets the app in over TLS only, and the app's sslmode forbids TLS."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TLS-23",)
EXPECT = Expect("tls.not_tls", owner="customer-platform", subject="database")


def world(lab: Lab) -> None:
    tls = lab.cert("10.77.2.2")
    lab.postgres(
        tls=tls,
        hba="hostssl all all all scram-sha-256\n",
        sql=[
            "create role app login password 'app-secret'",
            "create database appdb owner app",
        ],
    )
    lab.declare("""
        [dependencies.database]
        kind = "postgres"
        url = "postgres://app:app-secret@10.77.2.2:5432/appdb?sslmode=disable"
    """)
