"""The server's client limit is used up."""

from tests.lab import held
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("RD-07",)
EXPECT = Expect("redis.too_many_clients", owner="vendor-engineering", subject="cache")


def world(lab: Lab) -> None:
    lab.redis(conf="maxclients 3")
    held.redis_clients(lab, 6379, 3)
    lab.declare("""
        [dependencies.cache]
        kind = "redis"
        url = "redis://10.77.2.2:6379/0"
    """)
