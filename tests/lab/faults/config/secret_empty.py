"""The password is there and empty, as from a secret that was never filled."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("CFG-01",)
EXPECT = Expect("config.env_missing", owner="customer-platform")


def world(lab: Lab) -> None:
    lab.redis(6379, conf="requirepass abc12345")
    lab.env |= {"REDIS_PASSWORD": ""}
    lab.declare("""
        [env.REDIS_PASSWORD]
        required = true
        secret = true
        [dependencies.cache]
        kind = "redis"
        host = "10.77.2.2"
        password = "${REDIS_PASSWORD}"
    """)
