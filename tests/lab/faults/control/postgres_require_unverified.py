"""sslmode=require encrypts and asks for no authority: a certificate nobody knows is fine."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TLS-07",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.dns.set("db.lab.test", a=[lab.SVC])
    lab.postgres(
        tls=lab.cert("other.lab.test"),
        sql=[
            "create role \"billing-app\" login password 'p@ss/w:rd#9 %'",
            'create database "app-db" owner "billing-app"',
        ],
    )
    lab.secrets.add("p@ss/w:rd#9 %")
    lab.declare("""
        [dependencies.database]
        kind = "postgres"
        url = "postgresql+psycopg://billing-app:p%40ss%2Fw%3Ard%239%20%25@db.lab.test/app-db?sslmode=require&application_name=billing"
    """)
