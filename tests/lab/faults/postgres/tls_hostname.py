"""The server's certificate is for another name."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TLS-03",)
EXPECT = Expect("tls.hostname", owner="customer-security", subject="database")


def world(lab: Lab) -> None:
    tls = lab.cert("db.example.com")
    lab.postgres(
        tls=tls,
        sql=[
            "create role app login password 'app-secret'",
            "create database appdb owner app",
        ],
    )
    lab.declare(f"""
        [dependencies.database]
        kind = "postgres"
        url = "postgres://app:app-secret@10.77.2.2:5432/appdb?sslmode=verify-full&sslrootcert={lab.ca_file}"
    """)
