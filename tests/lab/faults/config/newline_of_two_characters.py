"""A backslash and an n, from a quoted secret, stand at the end of the host."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("CFG-07",)
EXPECT = Expect("config.url_malformed", owner="customer-platform", also=("config.value_malformed",))


def world(lab: Lab) -> None:
    lab.redis()
    lab.env["REDIS_HOST"] = "10.77.2.2\\n"
    lab.declare("""
        [env.REDIS_HOST]
        required = true
        [dependencies.cache]
        kind = "redis"
        host = "${REDIS_HOST}"
    """)
