"""Only encrypted logins are let in, and the app's driver uses TLS where it is offered."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TLS-23",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    tls = lab.cert("db.lab.test")
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
        url = "postgres://app:app-secret@10.77.2.2:5432/appdb"
        pool_size = 5
        processes = 4
    """)
