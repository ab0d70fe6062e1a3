"""Redis on the same host, by its Unix socket."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("RD-08",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.redis(conf=f"unixsocket {lab.tmp}/redis1/redis.sock\nunixsocketperm 777")
    lab.declare(f"""
        [dependencies.cache]
        kind = "redis"
        url = "unix://{lab.tmp}/redis1/redis.sock"
    """)
