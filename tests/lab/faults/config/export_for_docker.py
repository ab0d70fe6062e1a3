"""The .env for docker has export before the name."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("CFG-01", "CFG-02")
EXPECT = Expect(
    "config.env_missing", owner="customer-platform", also=("config.env_misnamed", "config.value_malformed")
)


def world(lab: Lab) -> None:
    lab.redis()
    lab.env_file("export REDIS_URL=redis://10.77.2.2:6379/0\n")
    lab.declare("""
        [deploy]
        platform = "docker"
        [env.REDIS_URL]
        required = true
        [dependencies.cache]
        kind = "redis"
        url = "${REDIS_URL}"
    """)
