"""Of two databases one has a port in its host."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("CFG-11",)
EXPECT = Expect("config.url_malformed", owner="customer-platform", subject="reports")


def world(lab: Lab) -> None:
    lab.postgres(5432, hba="host all all all trust\n")
    lab.env |= {"DB_HOST": "10.77.2.2", "REPORTS_HOST": "postgres://10.77.2.2"}
    lab.declare("""
        [env.DB_HOST]
        required = true
        [env.REPORTS_HOST]
        required = true
        [dependencies.database]
        kind = "postgres"
        host = "${DB_HOST}"
        user = "postgres"
        name = "postgres"
        [dependencies.reports]
        kind = "postgres"
        host = "${REPORTS_HOST}"
        user = "postgres"
        name = "postgres"
    """)
