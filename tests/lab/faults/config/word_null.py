"""A template engine wrote the word for nothing as the host."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("CFG-01", "CFG-12")
EXPECT = Expect("config.value_malformed", owner="customer-platform", also=("config.env_missing",))


def world(lab: Lab) -> None:
    lab.env |= {"DB_HOST": "None", "DB_NAME": "postgres"}
    lab.declare("""
        [env.DB_HOST]
        required = true
        [dependencies.database]
        kind = "postgres"
        host = "${DB_HOST}"
        user = "postgres"
        name = "${DB_NAME}"
        [env.DB_NAME]
    """)
