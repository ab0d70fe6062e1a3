"""The URL of a MySQL server was given where PostgreSQL is needed."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("CFG-10",)
EXPECT = Expect("config.url_malformed", owner="customer-platform")


def world(lab: Lab) -> None:
    lab.postgres(5432, hba="host all all all trust\n")
    lab.env["DATABASE_URL"] = "mysql://postgres@10.77.2.2:5432/postgres"
    lab.declare("""
        [env.DATABASE_URL]
        required = true
        format = "url"
        [dependencies.database]
        kind = "postgres"
        url = "${DATABASE_URL}"
    """)
