"""sslmode=verify-full, and the server's certificate is of a CA that the app does not know."""

import trustme
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TLS-06",)
EXPECT = Expect("tls.unknown_ca", owner="customer-security", subject="database")


def world(lab: Lab) -> None:
    tls = lab.cert("10.77.2.2")
    other = lab.tmp / "other.pem"
    trustme.CA(organization_name="Somebody Else").cert_pem.write_to_path(str(other))
    other.chmod(0o644)
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
        url = "postgres://app:app-secret@10.77.2.2:5432/appdb?sslmode=verify-full&sslrootcert={other}"
    """)
