"""In a pod, the database is looked for on 127.0.0.1."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("CFG-14",)
EXPECT = Expect("config.localhost_in_container", owner="customer-platform")


def world(lab: Lab) -> None:
    lab.env["DATABASE_URL"] = "postgres://app:pw@127.0.0.1:5432/app"
    lab.declare("""
        [deploy]
        platform = "kubernetes"
        [env.DATABASE_URL]
        required = true
        [dependencies.database]
        kind = "postgres"
        url = "${DATABASE_URL}"
    """)
