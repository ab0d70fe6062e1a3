"""A percent sign stands in the password as it is."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("CFG-09",)
EXPECT = Expect("config.url_malformed", owner="customer-platform")


def world(lab: Lab) -> None:
    lab.postgres(5432, sql=("create role app login password '100%zeal'",))
    lab.env["DATABASE_URL"] = "postgresql://app:100%zeal@10.77.2.2:5432/postgres"
    lab.declare("""
        [env.DATABASE_URL]
        required = true
        secret = true
        [dependencies.database]
        kind = "postgres"
        url = "${DATABASE_URL}"
    """)
