"""A role with its own limit, search_path and time limits, and a password that runs out in years."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("PG-08",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.postgres(
        sql=[
            "create role app login password 'p@ss:w/rd#1' connection limit 12 valid until '2039-01-01'",
            "create database appdb",
            "\\c appdb",
            "create schema billing authorization app",
            "create table billing.invoices (id int)",
            "alter table billing.invoices owner to app",
            "alter role app set search_path = billing, public",
            "alter role app set statement_timeout = '2s'",
            "alter role app set lock_timeout = '500ms'",
            "create extension pg_trgm",
        ]
    )
    lab.env_file("DB_PASSWORD=p@ss:w/rd#1\nDB_HOST=10.77.2.2\n")
    lab.declare("""
        [env.DB_PASSWORD]
        secret = true
        [env.DB_HOST]
        required = true
        [dependencies.database]
        kind = "postgres"
        host = "${DB_HOST}"
        user = "app"
        password = "${DB_PASSWORD}"
        name = "appdb"
        tables = ["invoices"]
        extensions = ["pg_trgm"]
        pool_size = 5
        processes = 2
    """)
