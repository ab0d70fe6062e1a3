"""A key=value connection string with blanks and quotes in the password."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("CFG-09",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.postgres(5433, sql=("create role app login password 'two words?'",))
    lab.env["PG_DSN"] = (
        "host=10.77.2.2 port = 5433 user=app password='two words?' dbname=postgres sslmode=disable"
    )
    lab.declare("""
        [env.PG_DSN]
        required = true
        secret = true
        [dependencies.database]
        kind = "postgres"
        url = "${PG_DSN}"
    """)
