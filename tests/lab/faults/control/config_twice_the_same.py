"""A variable stands twice in the file, with the same value; a date stamp and colours beside it."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("CFG-03",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.redis()
    lab.env_file(
        "REDIS_URL=redis://10.77.2.2:6379/0\nLS_COLORS=di=34:ln=35\nREDIS_URL=redis://10.77.2.2:6379/0\nPIN=007\n"
    )
    lab.declare("""
        [env.REDIS_URL]
        required = true
        format = "url"
        [env.PIN]
        [dependencies.cache]
        kind = "redis"
        url = "${REDIS_URL}"
    """)
