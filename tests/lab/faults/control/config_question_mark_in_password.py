"""libpq reads a password up to the @, so a question mark in it does no harm."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("CFG-09",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.postgres(5432, sql=("create role app login password 'why?not42'",))
    lab.env["DATABASE_URL"] = "postgres://app:why?not42@10.77.2.2:5432/postgres"
    lab.declare("""
        [env.DATABASE_URL]
        required = true
        secret = true
        [dependencies.database]
        kind = "postgres"
        url = "${DATABASE_URL}"
    """)
