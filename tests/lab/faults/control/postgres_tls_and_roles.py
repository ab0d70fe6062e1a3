"""PostgreSQL over TLS with a private authority, a role with few rights and room for the pool."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TLS-06", "PG-12")
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.dns.set("db.lab.test", a=[lab.SVC])
    database = lab.postgres(
        tls=lab.cert("db.lab.test"),
        hba="hostssl appdb app 10.77.1.0/24 scram-sha-256\n",
        sql=[
            "create role owner_of_all",
            "create role app login password 'app-secret-7' connection limit 20",
            "create database appdb owner owner_of_all",
        ],
    )
    database.sql(
        "create table invoices (id int primary key)",
        "grant select, insert on invoices to app",
        database="appdb",
    )
    lab.env["DATABASE_URL"] = (
        f"postgres://app:app-secret-7@db.lab.test:5432/appdb?sslmode=verify-full&sslrootcert={lab.ca_file}"
    )
    lab.declare("""
        [env.DATABASE_URL]
        required = true
        secret = true
        format = "url"
        [dependencies.database]
        kind = "postgres"
        url = "${DATABASE_URL}"
        tested = ["14", "15", "16"]
        pool_size = 4
        processes = 2
    """)
