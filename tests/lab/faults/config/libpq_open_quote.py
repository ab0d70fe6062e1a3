"""A key=value connection string with one quote too few."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("CFG-05", "CFG-09")
EXPECT = Expect("config.url_malformed", owner="customer-platform", also=("config.value_malformed",))


def world(lab: Lab) -> None:
    lab.postgres(5432, sql=("create role app login password 'a b'",))
    lab.env["PG_DSN"] = "host=10.77.2.2 user=app password='a b dbname=postgres"
    lab.declare("""
        [env.PG_DSN]
        required = true
        [dependencies.postgres]
        kind = "postgres"
        url = "${PG_DSN}"

    """)
