"""The clock is a minute and a half behind, and only Redis can tell."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab, Outcome

TAXONOMY = ("TIME-01",)
EXPECT = Expect("clock.skew", owner="customer-platform")


def world(lab: Lab) -> None:
    lab.redis(6400)
    lab.declare("""
        [dependencies.cache]
        kind = "redis"
        host = "10.77.2.2"
        port = 6400
    """)


def run(lab: Lab) -> Outcome:
    return lab.self_test(faketime="-90")
