"""The server's certificate has run out, and sslmode=verify-full looks at it."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TLS-01",)
EXPECT = Expect("tls.expired", owner="customer-security", subject="database")


def world(lab: Lab) -> None:
    tls = lab.cert("10.77.2.2", not_before=-864000, not_after=-86400)
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
