"""The name has a prefix that the app does not read."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("CFG-02",)
EXPECT = Expect("config.env_misnamed", owner="customer-platform")


def world(lab: Lab) -> None:
    lab.postgres(5432, hba="host all all all trust\n")
    lab.env_file("BILLING_DATABASE_URL=postgres://postgres@10.77.2.2:5432/postgres\nDEBUG=0\n")
    lab.declare("""
        [env.DATABASE_URL]
        required = true
        secret = true
        format = "url"
        [dependencies.database]
        kind = "postgres"
        url = "${DATABASE_URL}"
    """)
