"""The .env was written by PowerShell, in UTF-16."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("CFG-08",)
EXPECT = Expect(
    "config.value_malformed", owner="customer-platform", also=("config.env_missing", "config.file_invalid")
)


def world(lab: Lab) -> None:
    lab.redis()
    lab.env_file("\ufeffREDIS_URL=redis://10.77.2.2:6379/0\r\n".encode("utf-16-le"))
    lab.declare("""
        [env.REDIS_URL]
        required = true
        [dependencies.redis]
        kind = "redis"
        url = "${REDIS_URL}"

    """)
