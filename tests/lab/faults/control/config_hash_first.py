"""A password in a .env begins with a hash."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("CFG-09",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.redis(6379, conf='requirepass "#s3cret#4"')
    lab.env_file("REDIS_PASSWORD=#s3cret#4\nMODE= # nothing\n")
    lab.declare("""
        [env.REDIS_PASSWORD]
        required = true
        secret = true
        [env.MODE]
        [dependencies.cache]
        kind = "redis"
        host = "10.77.2.2"
        password = "${REDIS_PASSWORD}"
    """)
