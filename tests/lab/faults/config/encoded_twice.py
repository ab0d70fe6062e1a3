"""The secret was encoded in base64 once too often."""

from __future__ import annotations

import base64

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("CFG-12",)
EXPECT = Expect("config.value_malformed", owner="customer-platform", also=("config.url_malformed",))


def world(lab: Lab) -> None:
    lab.redis()
    lab.env["REDIS_URL"] = base64.b64encode(b"redis://10.77.2.2:6379/0").decode()
    lab.declare("""
        [env.REDIS_URL]
        required = true
        [dependencies.redis]
        kind = "redis"
        url = "${REDIS_URL}"

    """)
