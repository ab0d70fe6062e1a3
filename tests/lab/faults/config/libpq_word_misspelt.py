"""A key=value connection string with a word that libpq does not know."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("CFG-09",)
EXPECT = Expect("config.url_malformed", owner="customer-platform", also=("config.value_malformed",))


def world(lab: Lab) -> None:
    lab.postgres(5432, hba="host all all all trust\n")
    lab.env["PG_DSN"] = "hots=10.77.2.2 user=postgres dbname=postgres"
    lab.declare("""
        [env.PG_DSN]
        required = true
        [dependencies.postgres]
        kind = "postgres"
        url = "${PG_DSN}"

    """)
