"""The vendor allows half a second, and the clock is four seconds off."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab, Outcome

TAXONOMY = ("TIME-01",)
EXPECT = Expect("clock.skew", owner="customer-platform")


def world(lab: Lab) -> None:
    lab.redis()
    lab.postgres(5432, hba="host all all all trust\n")
    lab.declare("""
        [checks.clock]
        max_skew = "500ms"
        [dependencies.cache]
        kind = "redis"
        url = "redis://10.77.2.2"
        [dependencies.database]
        kind = "postgres"
        url = "postgres://postgres@10.77.2.2/postgres"
    """)


def run(lab: Lab) -> Outcome:
    return lab.self_test(faketime="+4")
