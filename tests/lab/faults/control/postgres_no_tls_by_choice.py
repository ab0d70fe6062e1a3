"""sslmode=disable, and a server that would offer TLS."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TLS-23",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.dns.set("db.lab.test", a=[lab.SVC])
    lab.postgres(
        tls=lab.cert("db.lab.test"),
        sql=[
            "create role \"billing-app\" login password 'p@ss/w:rd#9 %'",
            'create database "app-db" owner "billing-app"',
        ],
    )
    lab.secrets.add("p@ss/w:rd#9 %")
    lab.declare("""
        [dependencies.database]
        kind = "postgres"
        url = "postgresql+psycopg://billing-app:p%40ss%2Fw%3Ard%239%20%25@db.lab.test/app-db?sslmode=disable&connect_timeout=3"
    """)
