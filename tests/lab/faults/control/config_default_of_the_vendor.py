"""A variable with a default is not set, and the default is right."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("CFG-01",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.redis(6390)
    lab.declare("""
        [env.CACHE_PORT]
        required = true
        format = "port"
        default = "6390"
        [dependencies.cache]
        kind = "redis"
        host = "10.77.2.2"
        port = "${CACHE_PORT}"
    """)
