"""The @ of the URL was lost, so that the login is read as host and port."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("CFG-09",)
EXPECT = Expect("config.url_malformed", owner="customer-platform")


def world(lab: Lab) -> None:
    lab.redis()
    lab.env["DATABASE_URL"] = "postgres://app:secretword/10.77.2.2:5432/app"
    lab.declare("""
        [env.DATABASE_URL]
        required = true
        [dependencies.postgres]
        kind = "postgres"
        url = "${DATABASE_URL}"

    """)
