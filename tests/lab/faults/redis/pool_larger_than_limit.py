"""The app's pools need more connections than maxclients allows."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("RD-07",)
EXPECT = Expect("redis.too_many_clients", owner="vendor-engineering", subject="cache")


def world(lab: Lab) -> None:
    lab.redis(conf="maxclients 20")
    lab.declare("""
        [dependencies.cache]
        kind = "redis"
        url = "redis://10.77.2.2:6379/0"
        pool_size = 10
        processes = 4
    """)
