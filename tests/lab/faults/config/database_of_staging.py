"""The live app writes into the database of staging."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("CFG-15",)
EXPECT = Expect("config.wrong_environment", owner="customer-platform", verdict="healthy")


def world(lab: Lab) -> None:
    lab.postgres(5432, hba="host all all all trust\n", sql=("create database billing_staging",))
    lab.env |= {"APP_ENV": "production", "DATABASE_URL": "postgres://postgres@10.77.2.2/billing_staging"}
    lab.declare("""
        [env.DATABASE_URL]
        required = true
        [dependencies.postgres]
        kind = "postgres"
        url = "${DATABASE_URL}"

    """)
