"""The host setting holds the port as well."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("CFG-11",)
EXPECT = Expect("config.url_malformed", owner="customer-platform")


def world(lab: Lab) -> None:
    lab.postgres(5432, hba="host all all all trust\n")
    lab.env |= {"DB_HOST": "10.77.2.2:5432", "DB_PORT": "5432"}
    lab.declare("""
        [env.DB_HOST]
        required = true
        [env.DB_PORT]
        format = "port"
        [dependencies.database]
        kind = "postgres"
        host = "${DB_HOST}"
        port = "${DB_PORT}"
        user = "postgres"
        name = "postgres"
    """)
