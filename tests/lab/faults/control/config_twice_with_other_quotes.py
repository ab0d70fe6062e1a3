"""A variable stands twice in the file, once in quotes, and says the same."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("CFG-03",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.redis()
    lab.env_file(
        'export REDIS_URL="redis://10.77.2.2:6379/0"  # the cache\nREDIS_URL=redis://10.77.2.2:6379/0\n'
    )
    lab.declare("""
        [env.REDIS_URL]
        required = true
        [dependencies.redis]
        kind = "redis"
        url = "${REDIS_URL}"

    """)
