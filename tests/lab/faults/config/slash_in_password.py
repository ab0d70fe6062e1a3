"""A slash stands in the password as it is."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("CFG-09",)
EXPECT = Expect("config.url_malformed", owner="customer-platform")


def world(lab: Lab) -> None:
    lab.redis(6379, conf="requirepass aB/3dEf9")
    lab.env["REDIS_URL"] = "redis://:aB/3dEf9@10.77.2.2:6379/0"
    lab.declare("""
        [env.REDIS_URL]
        required = true
        secret = true
        [dependencies.cache]
        kind = "redis"
        url = "${REDIS_URL}"
    """)
