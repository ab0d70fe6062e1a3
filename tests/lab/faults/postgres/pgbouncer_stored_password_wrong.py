"""PgBouncer takes the app's login, but its own login at the database is refused."""

from tests.lab import held
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("PG-30",)
EXPECT = Expect("postgres.pooler", owner="customer-dba", subject="database")


def world(lab: Lab) -> None:
    lab.postgres(
        sql=[
            "create role app login password 'changed-since'",
            "create database appdb owner app",
        ]
    )
    held.bouncer(lab, settings="auth_type = md5")
    lab.declare("""
        [dependencies.database]
        kind = "postgres"
        url = "postgres://app:app-secret@10.77.2.2:6432/appdb"
    """)
