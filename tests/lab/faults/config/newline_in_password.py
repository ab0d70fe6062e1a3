"""A Kubernetes secret was made with echo: the password ends with a newline."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("CFG-07",)
EXPECT = Expect("config.value_malformed", owner="customer-platform")


def world(lab: Lab) -> None:
    lab.postgres(5432, sql=("create role app login password 'vErySecret77'",))
    lab.env |= {"PGHOST": "10.77.2.2", "DB_PASSWORD": "vErySecret77\n"}
    lab.declare("""
        [env.PGHOST]
        required = true
        [env.DB_PASSWORD]
        required = true
        secret = true
        [dependencies.database]
        kind = "postgres"
        host = "${PGHOST}"
        user = "app"
        password = "${DB_PASSWORD}"
        name = "postgres"
    """)
