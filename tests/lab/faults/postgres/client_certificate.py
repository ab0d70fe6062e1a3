"""The server wants a client certificate besides the password."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TLS-09",)
EXPECT = Expect("tls.client_cert", owner="customer-security", subject="database")


def world(lab: Lab) -> None:
    tls = lab.cert("10.77.2.2")
    lab.postgres(
        tls=tls,
        conf=f"ssl_ca_file = '{lab.ca_file}'",
        hba="hostssl all all all scram-sha-256 clientcert=verify-ca\n",
        sql=[
            "create role app login password 'app-secret'",
            "create database appdb owner app",
        ],
    )
    lab.declare("""
        [dependencies.database]
        kind = "postgres"
        url = "postgres://app:app-secret@10.77.2.2:5432/appdb?sslmode=require"
    """)
