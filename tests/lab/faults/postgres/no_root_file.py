"""sslmode=verify-full, and there is no file with the authority."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TLS-24",)
EXPECT = Expect("tls.unknown_ca", owner="customer-security", subject="database")


def world(lab: Lab) -> None:
    tls = lab.cert("10.77.2.2")
    lab.postgres(
        tls=tls,
        sql=[
            "create role app login password 'app-secret'",
            "create database appdb owner app",
        ],
    )
    lab.declare("""
        [dependencies.database]
        kind = "postgres"
        url = "postgres://app:app-secret@10.77.2.2:5432/appdb?sslmode=verify-full"
    """)
