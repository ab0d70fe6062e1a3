"""A key=value connection string whose port is no number."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("CFG-12",)
EXPECT = Expect("config.value_malformed", owner="customer-platform", also=("config.url_malformed",))


def world(lab: Lab) -> None:
    lab.postgres(5432, hba="host all all all trust\n")
    lab.env["PG_DSN"] = "host=10.77.2.2 port=54x2 user=postgres dbname=postgres"
    lab.declare("""
        [env.PG_DSN]
        required = true
        secret = true
        [dependencies.database]
        kind = "postgres"
        url = "${PG_DSN}"
    """)
