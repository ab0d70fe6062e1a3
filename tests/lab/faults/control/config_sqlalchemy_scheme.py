"""A URL of SQLAlchemy names its driver."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("CFG-10",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.postgres(5433, sql=("create role app login password 'pw1'",))
    lab.env["DATABASE_URL"] = "postgresql+asyncpg://app:pw1@10.77.2.2:5433/postgres"
    lab.declare("""
        [env.DATABASE_URL]
        required = true
        secret = true
        format = "url"
        [dependencies.database]
        kind = "postgres"
        url = "${DATABASE_URL}"
    """)
