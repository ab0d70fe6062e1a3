"""The .env was written as YAML."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("CFG-01",)
EXPECT = Expect(
    "config.env_missing", owner="customer-platform", also=("config.file_invalid", "config.value_malformed")
)


def world(lab: Lab) -> None:
    lab.redis()
    lab.env_file("REDIS_URL: redis://10.77.2.2:6379/0\n")
    lab.declare("""
        [env.REDIS_URL]
        required = true
        [dependencies.redis]
        kind = "redis"
        url = "${REDIS_URL}"

    """)
