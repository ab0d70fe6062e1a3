"""A second, empty definition at the end of the file hides the good one."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("CFG-03",)
EXPECT = Expect("config.env_shadowed", owner="customer-platform", also=("config.env_missing",))


def world(lab: Lab) -> None:
    lab.redis()
    lab.env_file("REDIS_URL=redis://10.77.2.2:6379/0\nDEBUG=1\n\n# to be filled\nREDIS_URL=\n")
    lab.declare("""
        [env.REDIS_URL]
        required = true
        [dependencies.redis]
        kind = "redis"
        url = "${REDIS_URL}"

    """)
