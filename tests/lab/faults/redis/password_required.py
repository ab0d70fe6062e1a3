"""The server wants a password and the app has none."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("RD-01",)
SREGYM = "auth_miss_mongodb"
EXPECT = Expect("redis.auth", owner="customer-dba", subject="cache")


def world(lab: Lab) -> None:
    lab.redis(conf="requirepass app-secret")
    lab.declare("""
        [dependencies.cache]
        kind = "redis"
        url = "redis://10.77.2.2:6379/0"
    """)
