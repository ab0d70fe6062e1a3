"""The clock is ten minutes ahead, and only PostgreSQL and Redis can tell."""

from __future__ import annotations

from typing import Any

from tests.lab.expect import Expect

TAXONOMY = ("TIME-01",)
EXPECT = Expect("clock.skew", owner="customer-platform", subject="clock")


def world(lab: Any) -> None:
    lab.postgres(hba="host all all all trust\n")
    lab.redis()
    lab.declare("""
        [dependencies.database]
        kind = "postgres"
        url = "postgres://postgres@10.77.2.2:5432/postgres"
        [dependencies.cache]
        kind = "redis"
        url = "redis://10.77.2.2:6379/0"
    """)


def run(lab: Any) -> Any:
    return lab.self_test(faketime="+10m")
