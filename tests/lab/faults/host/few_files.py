"""The app may open twenty files."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab, Outcome

TAXONOMY = ("OS-12",)
EXPECT = Expect("limits.files", owner="customer-platform")


def world(lab: Lab) -> None:
    lab.redis()
    lab.postgres(5432, hba="host all all all trust\n")
    lab.declare("""
        [dependencies.cache]
        kind = "redis"
        url = "redis://10.77.2.2"
        pool_size = 50
        [dependencies.database]
        kind = "postgres"
        url = "postgres://postgres@10.77.2.2/postgres"
        pool_size = 20
    """)


def run(lab: Lab) -> Outcome:
    return lab.self_test(limits={"nofile": 20})
