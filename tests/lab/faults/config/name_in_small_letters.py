"""The name was written in small letters."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("CFG-02",)
EXPECT = Expect("config.env_misnamed", owner="customer-platform")


def world(lab: Lab) -> None:
    lab.redis()
    lab.env["redis_url"] = "redis://10.77.2.2:6379/0"
    lab.declare("""
        [env.REDIS_URL]
        required = true
        secret = true
        format = "url"
        [dependencies.cache]
        kind = "redis"
        url = "${REDIS_URL}"
    """)
