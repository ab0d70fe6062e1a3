"""The address was copied from a Java program."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("CFG-10",)
EXPECT = Expect("config.url_malformed", owner="customer-platform", also=("config.value_malformed",))


def world(lab: Lab) -> None:
    lab.postgres(5432, hba="host all all all trust\n")
    lab.env["DATABASE_URL"] = "jdbc:postgresql://10.77.2.2:5432/postgres?user=postgres"
    lab.declare("""
        [env.DATABASE_URL]
        required = true
        example = "postgres://USER:PASSWORD@HOST:5432/NAME"
        [dependencies.postgres]
        kind = "postgres"
        url = "${DATABASE_URL}"

    """)
